import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { useMessages } from "#platform/i18n/index.ts";
import { TextArea } from "#ui/index.ts";
import { mentionMessages } from "../mention-messages.ts";
import type { Nameable as Person } from "../model/mentions.ts";
import { callName } from "../model/mentions.ts";

const shownAtMost = 6;
const typing = /(?:^|[\s(])@(\p{L}[^@\n]{0,40})?$/u;

/** People whose name, or a word of it, begins with what stands after the `@` before the caret. */
function matching(before: string, people: readonly Person[]): { typed: string; found: Person[] } | null {
  const match = typing.exec(before);
  if (!match) return null;
  const typed = (match[1] ?? "").toLowerCase();
  const found = people.filter((person) => {
    const name = person.name.toLowerCase();
    return name.startsWith(typed) || name.split(/\s+/).some((word) => word.startsWith(typed));
  });
  return found.length > 0 ? { typed, found: found.slice(0, shownAtMost) } : null;
}

/**
 * A text field in which `@` and a name addresses a reader. Without JavaScript the name is typed in full; with it, the
 * readers (and nobody else) are offered. Ctrl + Enter sends.
 */
export function MentionArea(props: {
  name: string;
  id?: string;
  label: string;
  defaultValue?: string | undefined;
  error?: string | undefined;
  people: readonly Person[];
  rows?: number;
  autoFocus?: boolean;
}): ReactNode {
  const t = useMessages(mentionMessages);
  const area = useRef<HTMLTextAreaElement>(null);
  const [offer, setOffer] = useState<{ typed: string; found: Person[]; at: number } | null>(null);
  const listId = useId();

  const look = () => {
    const element = area.current;
    if (!element) return;
    const match = matching(element.value.slice(0, element.selectionStart), props.people);
    setOffer(match && { ...match, at: 0 });
  };
  const choose = (person: Person) => {
    const element = area.current;
    if (!element || !offer) return;
    const end = element.selectionStart;
    element.setRangeText(`${callName(person, props.people)} `, end - offer.typed.length, end, "end");
    element.focus();
    setOffer(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.currentTarget.form?.requestSubmit();
      return;
    }
    const chosen = offer?.found[offer.at];
    if (!offer || !chosen) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step) setOffer({ ...offer, at: (offer.at + step + offer.found.length) % offer.found.length });
    else if (event.key === "Enter" || event.key === "Tab") choose(chosen);
    else if (event.key === "Escape") setOffer(null);
    else return;
    event.preventDefault();
  };

  return (
    <div className="relative">
      <TextArea
        ref={area}
        name={props.name}
        id={props.id}
        label={props.label}
        hint={
          <>
            {t("hint")} <span className="for-keys">{t("keys")}</span>
          </>
        }
        error={props.error}
        defaultValue={props.defaultValue}
        rows={props.rows ?? 4}
        maxLength={10_000}
        required
        autoFocus={props.autoFocus}
        onInput={look}
        onClick={look}
        onBlur={() => setTimeout(() => setOffer(null), 150)}
        onKeyDown={onKeyDown}
        aria-autocomplete="list"
        aria-controls={offer ? listId : undefined}
        aria-activedescendant={offer ? `${listId}-${offer.at}` : undefined}
      />
      {offer && (
        <div
          role="listbox"
          id={listId}
          aria-label={t("list")}
          className="absolute z-10 left-0 right-0 max-w-80 bg-sheet border border-edge"
        >
          {offer.found.map((person, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the chosen option
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field
            <div
              key={person.id}
              role="option"
              id={`${listId}-${index}`}
              aria-selected={index === offer.at}
              className={`px-3 py-2 cursor-pointer ${index === offer.at ? "bg-wash font-semibold" : ""}`}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(person)}
            >
              {person.name} <span className="text-muted">{person.company}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
