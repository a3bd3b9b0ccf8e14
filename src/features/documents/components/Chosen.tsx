import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useMessages } from "#platform/i18n/index.ts";
import { Button, Notice } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";

/** The form that the boxes of the rows belong to. */
export const choosing = "chosen-documents";

const boxes = (form: HTMLFormElement): HTMLInputElement[] =>
  [...form.elements].filter(
    (one): one is HTMLInputElement => one instanceof HTMLInputElement && one.name === "document",
  );

/** On a phone above the places at the foot, once something is ticked; the stylesheet sees that, so it needs no script either. */
const onPhone =
  "max-sm:fixed max-sm:inset-x-0 max-sm:bottom-[calc(3.5rem+1px+env(safe-area-inset-bottom))] max-sm:px-4 max-sm:[main:not(:has([name=document]:checked))_&]:hidden";

/**
 * What can be done with the rows that are ticked: a plain form that needs no script, and stays in sight while one ticks. With
 * nothing ticked nothing is done, in words.
 */
export function ChosenDocuments(props: {
  room: string;
  maySend: boolean;
  /** Whether the server was asked to do something with nothing. */
  nothing: boolean;
  /** The address's filters: where a refusal leads back to. */
  back: string;
}): ReactNode {
  const t = useMessages(documentMessages);
  const form = useRef<HTMLFormElement>(null);
  const [count, setCount] = useState<number | null>(null);
  const [nothing, setNothing] = useState(props.nothing);
  useEffect(() => {
    const tell = () => setCount(form.current ? boxes(form.current).filter((box) => box.checked).length : 0);
    const ticked = ({ target }: Event) => {
      if (!(target instanceof HTMLInputElement) || target.form !== form.current) return;
      setNothing(false);
      tell();
    };
    tell();
    document.addEventListener("change", ticked);
    return () => document.removeEventListener("change", ticked);
  }, []);
  const submit = (event: FormEvent) => {
    if (form.current && boxes(form.current).some((box) => box.checked)) return;
    event.preventDefault();
    setNothing(true);
  };
  const every = count !== null && form.current !== null && count === boxes(form.current).length;
  const all = () => {
    if (!form.current) return;
    for (const box of boxes(form.current)) box.checked = !every;
    setCount(every ? 0 : boxes(form.current).length);
    setNothing(false);
  };
  return (
    <div
      className={`z-10 no-print border-y border-rule bg-paper py-2 sm:sticky sm:top-0 sm:mt-2 sm:mb-6 ${nothing ? "max-sm:mb-4" : onPhone}`}
    >
      <form
        ref={form}
        id={choosing}
        method="get"
        action={`/rooms/${props.room}/documents.zip`}
        aria-label={t("bulk-label")}
        onSubmit={submit}
        className="flex flex-wrap items-center gap-2"
      >
        <input type="hidden" name="only" value="chosen" />
        <input type="hidden" name="back" value={props.back} />
        {count !== null && (
          <Button type="button" look="quiet" size="small" onClick={all}>
            {t(every ? "choose-none" : "choose-all")}
          </Button>
        )}
        <span className="text-sm text-muted" role="status">
          {count === null ? `${t("bulk-label")}:` : t("bulk-count", { count })}
        </span>
        <Button size="small">{t("bulk-zip")}</Button>
        {props.maySend && (
          <Button size="small" formAction={`/rooms/${props.room}/documents/sendings/new`}>
            {t("send")}
          </Button>
        )}
      </form>
      {nothing && (
        <div className="mt-2">
          <Notice tone="warning" title={t("bulk-nothing")} live>
            {t("bulk-nothing-text")}
          </Notice>
        </div>
      )}
    </div>
  );
}
