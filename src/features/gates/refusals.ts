import { type Reason, reasonValues, type Wording, wordsIn } from "#features/process/index.ts";
import type { Seat, Tx } from "#platform/database/index.ts";
import { notFound, Problem } from "#platform/errors.ts";
import type { Course } from "./course/index.ts";

/** Everything about decisions is the supplier's: for all others there is nothing here. */
export function assertOurs(seat: Seat | null): void {
  if (seat && seat.side !== "seller") throw notFound();
}

/**
 * Reasons as a refusal, in the reader's own language where they name something. Of several each is told: under the name
 * `criterion-KEY` where it is about a criterion, else `missing-PLACE`, as the gate's screen names their places. With
 * `field` the first is of that field.
 */
export async function refuse(
  tx: Tx,
  person: string,
  course: Pick<Course, "definition" | "room">,
  reasons: readonly [Reason, ...Reason[]],
  field?: string,
): Promise<never> {
  const [reader, roles] = await Promise.all([
    tx.selectFrom("person").select("locale").where("id", "=", person).executeTakeFirst(),
    tx.selectFrom("process_role").select(["key", "title"]).where("room_id", "=", course.room).execute(),
  ]);
  const language = reader?.locale ?? "en";
  const named = (key: string) =>
    wordsIn((roles.find((role) => role.key === key)?.title ?? { text: key }) as Wording, language);
  const said = (reason: Reason) => {
    const about = reason.params?.criterion;
    // The rules name a criterion by its key where they know no title.
    const criterion = course.definition.criteria.find(({ key, title }) => key === about || title === about);
    const titled = criterion
      ? { ...reason, params: { ...reason.params, criterion: criterion.title } }
      : reason;
    return {
      about: criterion?.key,
      problem: { code: reason.key, params: reasonValues(titled, language, named) },
    };
  };
  const {
    problem: { code, params },
  } = said(reasons[0]);
  const all = reasons.map((reason, place) => {
    const { about, problem } = said(reason);
    return [about ? `criterion-${about}` : `missing-${place}`, problem] as const;
  });
  throw new Problem(code, {
    params,
    fields: field ? { [field]: { code, params } } : all.length > 1 ? Object.fromEntries(all) : {},
  });
}
