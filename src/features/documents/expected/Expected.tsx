import type { ReactNode } from "react";
import { Link } from "react-router";
import { AudienceRuns } from "#features/rooms/components/index.ts";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Disclosure, Section, StateMark } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import type { ExpectedShown } from "./queries.ts";

/** From whom it is expected and by when: "Expected from Riverside Paper by 3 March". */
export function useExpectedWords(): (one: ExpectedShown) => string {
  const t = useMessages(documentMessages);
  const format = useFormat();
  return ({ person, company, askedSide, due }) => {
    const side = company || t(`from-${askedSide}`);
    const who = person ? `${person.name}, ${side}` : side;
    return due ? t("expected-from-by", { who, date: format.day(due) }) : t("expected-from-who", { who });
  };
}

/** As many stand open above the register; more are folded, so that it begins near the top. */
const few = 2;

/** What is expected, in the register: rows of their own kind, what is overdue first. */
export function ExpectedList(props: {
  room: string;
  expected: readonly ExpectedShown[];
  /** One has just asked, and looks for it. */
  unfolded: boolean;
}): ReactNode {
  const t = useMessages(documentMessages);
  const words = useExpectedWords();
  const { room, expected } = props;
  if (expected.length === 0) return null;
  const late = expected.filter((one) => one.late > 0).length;
  const count = t("expected-count", { count: expected.length });
  const list = (
    <AudienceRuns
      items={expected.map((one) => ({
        key: one.id,
        audience: one.audience,
        content: (
          <div className="flex flex-wrap items-baseline gap-x-4">
            <span className="grow basis-64">
              <Link className="link inline-block py-1" to={`/rooms/${room}/documents/expected/${one.id}`}>
                {one.title}
              </Link>
              <span className="block text-sm text-muted">{words(one)}</span>
            </span>
            {one.late > 0 && <StateMark state="late" label={t("expected-late", { days: one.late })} />}
            {one.may.fill && one.ofMine && (
              <Link className="link inline-block py-1" to={`/rooms/${room}/documents/new?expected=${one.id}`}>
                {t("fill-upload")}
                <span className="sr-only">: {one.title}</span>
              </Link>
            )}
          </div>
        ),
      }))}
    />
  );
  return (
    <div className="sm:mb-6">
      <Section title={t("expected")} note={expected.length > few ? undefined : count} id="expected">
        {expected.length > few ? (
          <Disclosure
            open={props.unfolded}
            summary={
              <span className="inline-flex flex-wrap items-baseline gap-x-3">
                {count}
                {late > 0 && <StateMark state="late" label={t("expected-late-count", { count: late })} />}
              </span>
            }
          >
            {list}
          </Disclosure>
        ) : (
          list
        )}
      </Section>
    </div>
  );
}
