import { wordsIn } from "../copy/wording.ts";
import type { ShownActivity, ShownProcess } from "../queries/process.ts";

/** A participant in the reader's language. */
export interface Taking {
  id: string;
  part: ShownActivity["participants"][number]["part"];
  lane: string;
  role: string | null;
  person: { id: string; name: string } | null;
}

/** Names of lanes and roles in one language, for all participants of a process. */
export function takingIn(
  process: Pick<ShownProcess, "lanes" | "roles">,
  language: string,
): (participant: ShownActivity["participants"][number]) => Taking {
  const lanes = new Map(process.lanes.map(({ id, title }) => [id, wordsIn(title, language)]));
  const roles = new Map(process.roles.map(({ id, title }) => [id, wordsIn(title, language)]));
  return ({ id, part, lane, role, member }) => ({
    id,
    part,
    lane: lanes.get(lane) ?? "",
    role: (role && roles.get(role)) || null,
    person: member,
  });
}

/** Today where the reader is, `YYYY-MM-DD`. */
export const todayIn = (timeZone: string, now = new Date()): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(now);
