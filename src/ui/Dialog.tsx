import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { Link, useNavigate } from "react-router";
import { Icon } from "./Icon.tsx";
import { VisuallyHidden } from "./VisuallyHidden.tsx";

/**
 * A question that must be answered before going on. It is opened by an address (`?confirm=publish`, or a route of its own) and closed by
 * going to `closeTo`: the server renders it open, so without JavaScript it is a part of the page, and with JavaScript it is a modal
 * `<dialog>` (focus kept inside, Escape closes, focus returned by the browser).
 */
export function Dialog(props: {
  title: ReactNode;
  closeTo: string;
  closeLabel: string;
  children: ReactNode;
}): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const navigate = useNavigate();

  // Before the browser paints, and undone before the element leaves the page, so that the focus goes back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element || element.matches(":modal")) return;
    element.close();
    element.showModal();
    return () => element.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      open
      className="dialog"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        navigate(props.closeTo, { preventScrollReset: true });
      }}
    >
      <div className="dialog-head">
        <h2 id={heading}>{props.title}</h2>
        <Link to={props.closeTo} preventScrollReset className="btn btn-quiet">
          <Icon name="close" />
          <VisuallyHidden>{props.closeLabel}</VisuallyHidden>
        </Link>
      </div>
      <div className="dialog-body">{props.children}</div>
    </dialog>
  );
}
