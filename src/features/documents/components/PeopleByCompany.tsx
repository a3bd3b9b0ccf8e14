import type { FormEvent, ReactNode } from "react";
import { byCompany } from "#features/rooms/components/index.ts";
import { type RefusalWords, useMessages } from "#platform/i18n/index.ts";
import { Checkbox } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";

interface Person {
  id: string;
  name: string;
  company: string;
}

/**
 * People to choose, a company at a time: one tick takes all of it. Without scripts the company's own box (`companies`) says so to
 * the server; with them the people's boxes follow it, and it follows them.
 */
export function PeopleByCompany(props: {
  people: readonly Person[];
  me: string;
  label: string;
  hint: string;
  refusal: RefusalWords;
}): ReactNode {
  const t = useMessages(documentMessages);
  const { refusal } = props;
  const chosen = new Set(refusal.value("people")?.split(" "));
  const error = refusal.error("people");
  const follow = ({ target }: FormEvent) => {
    if (!(target instanceof HTMLInputElement)) return;
    const boxes = [...(target.closest("[data-company]")?.querySelectorAll("input") ?? [])];
    const [all, ...single] = boxes;
    if (target.name === "companies") for (const box of single) box.checked = target.checked;
    else if (all?.name === "companies") all.checked = single.every((box) => box.checked);
  };
  return (
    <fieldset
      id="people-group"
      className="field"
      aria-describedby="people-hint people-error"
      onChange={follow}
    >
      <legend className="field-label">{props.label}</legend>
      <p className="field-hint" id="people-hint">
        {props.hint}
      </p>
      {error && (
        <p className="field-error" id="people-error">
          {error}
        </p>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        {byCompany(props.people, props.me).map(([company, people]) => {
          const others = people.filter(({ id }) => id !== props.me);
          if (others.length === 0) return null;
          return (
            <div key={company} data-company={company}>
              {company && others.length > 1 && (
                <div className="font-semibold">
                  <Checkbox
                    name="companies"
                    id={`company-${others[0]?.id}`}
                    value={company}
                    label={t("send-all-of", { company, count: others.length })}
                  />
                </div>
              )}
              {company && others.length === 1 && <p className="font-semibold">{company}</p>}
              <div className={company ? "pl-4" : undefined}>
                {others.map(({ id, name }) => (
                  <Checkbox
                    key={id}
                    name="people"
                    id={`person-${id}`}
                    value={id}
                    label={name}
                    defaultChecked={chosen.has(id)}
                  />
                ))}
              </div>
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
