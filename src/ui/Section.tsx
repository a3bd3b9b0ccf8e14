import { type ReactNode, useId } from "react";

/** A named part of a page, with its `<h2>` (or `<h3>` inside another section) and, at the right, its own actions. */
export function Section(props: {
  title: ReactNode;
  /** A sentence below the title. */
  note?: ReactNode;
  actions?: ReactNode;
  level?: 2 | 3;
  id?: string;
  children: ReactNode;
}): ReactNode {
  const heading = useId();
  const Heading = props.level === 3 ? "h3" : "h2";
  return (
    <section className="section" id={props.id} aria-labelledby={heading}>
      <div className="section-head">
        <Heading id={heading}>{props.title}</Heading>
        {props.actions && <div className="actions">{props.actions}</div>}
        {props.note && <p>{props.note}</p>}
      </div>
      {props.children}
    </section>
  );
}
