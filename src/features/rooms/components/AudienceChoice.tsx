import { type ReactNode, useState } from "react";
import { grouped } from "#platform/grouped.ts";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { AudienceTag, RadioGroup } from "#ui/index.ts";
import type { AudienceKind } from "../model/names.ts";
import { whoReadsMessages } from "../who-reads.ts";
import { useAudienceWords } from "./useAudienceWords.ts";
import { useRoom } from "./useRoom.ts";

/** An audience to choose, as `audiences.mine` gives it. */
export interface ChosenAudience {
  id: string;
  kind: AudienceKind;
  name: string;
  people: readonly { id: string; name: string; company: string }[];
}

/** The names of an audience for a hint: all of a few, the first six of many. */
export function useNames(): (people: readonly { name: string }[]) => string {
  const t = useMessages(whoReadsMessages);
  const format = useFormat();
  return (people) => {
    const names = people.map((person) => person.name);
    if (names.length <= 8) return format.list(names);
    return `${names.slice(0, 6).join(", ")} ${t("more-people", { count: names.length - 6 })}`;
  };
}

/** The people of an audience by company, others' companies before one's own: whom it is shown to is what matters. */
export function byCompany<Person extends { id: string; company: string }>(
  people: readonly Person[],
  me: string,
): [company: string, people: Person[]][] {
  const own = people.find((person) => person.id === me)?.company;
  return [...grouped(people, (person) => person.company)].sort(
    ([a], [b]) => Number(a === own) - Number(b === own) || a.localeCompare(b),
  );
}

/** All the names of an audience, a line a company. */
function AllNames({ people }: { people: ChosenAudience["people"] }): ReactNode {
  const { me } = useRoom();
  return byCompany(people, me.id).map(([company, some]) => (
    <span key={company} className="block">
      {company && <b className="font-semibold">{`${company} (${some.length}): `}</b>}
      {some.map((person) => person.name).join(", ")}
    </span>
  ));
}

/**
 * Who will read this, asked before anything is written: each audience on its tint with the names of its people. What
 * stands in `children` (the text field) takes the tint of the chosen one, without JavaScript too. Nothing is chosen
 * for the writer unless `defaultValue` says so.
 */
export function AudienceChoice({
  name = "audience",
  label,
  audiences,
  defaultValue,
  error,
  allNames = false,
  onChosen,
  children,
}: {
  name?: string;
  label?: string;
  /** What is put there cannot be taken back: every name, by company. */
  allNames?: boolean;
  onChosen?: (audience: ChosenAudience | undefined) => void;
  audiences: readonly ChosenAudience[];
  defaultValue?: string | undefined;
  error?: string | undefined;
  children?: ReactNode;
}) {
  const t = useMessages(whoReadsMessages);
  const words = useAudienceWords();
  const names = useNames();
  const [chosen, setChosen] = useState<string>();
  const audience = audiences.find((one) => one.id === chosen);
  return (
    <div className="audience-form">
      <RadioGroup
        name={name}
        label={label ?? t("choose-audience")}
        error={error}
        required
        defaultValue={defaultValue}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setChosen(value);
          onChosen?.(audiences.find((one) => one.id === value));
        }}
        options={audiences.map((one) => ({
          value: one.id,
          label: words(one).label,
          hint: allNames ? <AllNames people={one.people} /> : names(one.people),
          tone: one.kind,
        }))}
      />
      {children && (
        <div className="audience-body">
          {audience && <AudienceTag {...words(audience)} />}
          {children}
        </div>
      )}
    </div>
  );
}

/**
 * To whom a thing is published: the audiences wider than the one it is in, each with the names of those who will newly
 * see it, all of them: what is shared cannot be taken back. Stands in the form of the publishing command; the field is called `to`.
 */
export function PublishChoice({
  from,
  audiences,
  name = "to",
  label,
  error,
  defaultValue,
}: {
  from: string;
  audiences: readonly (ChosenAudience & { wider: readonly string[] })[];
  name?: string;
  label?: string;
  error?: string | undefined;
  defaultValue?: string | undefined;
}) {
  const t = useMessages(whoReadsMessages);
  const words = useAudienceWords();
  const format = useFormat();
  const here = audiences.find((one) => one.id === from);
  const already = new Set(here?.people.map((person) => person.id));
  const wider = audiences.filter((one) => here?.wider.includes(one.id));
  return (
    <RadioGroup
      name={name}
      label={label ?? t("choose-audience")}
      error={error}
      required
      defaultValue={defaultValue}
      options={wider.map((one) => {
        const gains = one.people.filter((person) => !already.has(person.id));
        return {
          value: one.id,
          label: words(one).label,
          hint:
            gains.length > 0
              ? t("gains", { names: format.list(gains.map((person) => person.name)) })
              : t("gains-nobody"),
          tone: one.kind,
        };
      })}
    />
  );
}
