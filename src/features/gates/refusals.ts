import { type Reason, reasonValues, type Wording, wordsIn } from "#features/process/index.ts";
import type { Seat, Tx } from "#platform/database/index.ts";
import { notFound, Problem } from "#platform/errors.ts";
import type { Course } from "./course/index.ts";

/** Everything about decisions is the supplier's: for all others there is nothing here. */
export function assertOurs(seat: Seat | null): void {
  if (seat && seat.side !== "seller") throw notFound();
}

/** The first of the reasons as a refusal, in the reader's own language where it names something. */
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
  // The rules name a criterion by its key where they know no title.
  const [first] = reasons;
  const criterion = course.definition.criteria.find(({ key }) => key === first.params?.criterion);
  const reason = criterion ? { ...first, params: { ...first.params, criterion: criterion.title } } : first;
  const params = reasonValues(reason, language, named);
  throw new Problem(reason.key, {
    params,
    fields: field ? { [field]: { code: reason.key, params } } : {},
  });
}
