import type { Owner } from "../../visibility/hidden.ts";
import { namesIn } from "./templates.ts";

/** An id in an address: which parameter it stands for, and of whose audience its row is. */
interface Named {
  name: string;
  id: string;
  of: string;
}

/** An address: by names of ids (`/rooms/:room/documents/:document`), and the ids. */
export interface Address {
  template: string;
  ids: Named[];
}

const inIt = (table: string) => `select id, audience_id as of from ${table} where room_id = $1 order by id`;

/** Where ids come from, by the name of the parameter; $1 is the room in the address, $2 the document. */
const sources: Record<string, string> = {
  room: "select id, id as of from room order by id",
  audience: "select id, id as of from audience where room_id = $1 order by id",
  person: inIt("member").replace("audience_id", "id"),
  document: inIt("document"),
  revision:
    "select id, audience_id as of from document_revision where room_id = $1 and document_id = coalesce($2, document_id) order by id",
  expected: inIt("expected_document"),
  sending: inIt("sending"),
  request: inIt("sharing_request"),
  thread: inIt("thread"),
  item: inIt("schedule_item"),
  activity: inIt("activity").replace("order by", "order by key not like 'added-%',"),
  gate: inIt("gate"),
  handover: inIt("handover"),
  id: inIt("notification"),
  code: "select code as id, revision_id as of from viewing_trace where room_id = $1 order by code",
  company: "select id, audience_id as of from company order by id",
  blueprint: "select id, audience_id as of from blueprint_version order by id",
};
/** The same names in addresses outside rooms. */
const outside: Record<string, string> = { person: "select id, audience_id as of from person order by id" };
/** What is no id. Tokens that are right are tried by themselves: whoever holds one is let in by it. */
const words: Record<string, string[]> = {
  token: ["nobody-has-this"],
  file: ["nobody-has-this.ics"],
  page: ["1"],
  "*": ["nowhere"],
};

/** Templates with parameters that nothing is known of: somebody must say where their ids come from. */
export const unknown = (templates: string[]): string[] =>
  templates.filter((template) => namesIn(template).some((name) => !sources[name] && !words[name]));

/** Finds addresses; what was looked up once is kept. */
export function addressBook(look: Owner): (template: string) => Promise<Address[]> {
  const kept = new Map<string, Promise<Named[]>>();
  function values(name: string, ids: Named[]): Promise<Named[]> {
    const at = (wanted: string) => ids.find((one) => one.name === wanted)?.id ?? null;
    const sql = (at("room") ? undefined : outside[name]) ?? sources[name];
    if (words[name] || !sql) return Promise.resolve((words[name] ?? []).map((id) => ({ name, id, of: "" })));
    const given = [
      ...(sql.includes("$1") ? [at("room")] : []),
      ...(sql.includes("$2") ? [at("document")] : []),
    ];
    const key = JSON.stringify([name, sql, given]);
    const rows =
      kept.get(key) ?? look<Named>(sql, given).then((found) => found.map((row) => ({ ...row, name })));
    kept.set(key, rows);
    return rows;
  }
  /** Every address of a template, with every row that there is, whoever may see it. */
  return async (template) => {
    let found: Named[][] = [[]];
    for (const name of namesIn(template))
      found = (
        await Promise.all(found.map(async (ids) => (await values(name, ids)).map((value) => [...ids, value])))
      ).flat();
    return found.map((ids) => ({ template, ids }));
  };
}

/**
 * As many addresses as tell apart: two of what a person sees in each audience, one of what they do not; of a room that they do
 * not see, one. In questions it only counts whether they see it. The first one of each is `first`.
 */
export function chosenFor(
  addresses: Address[],
  hidden: (id: string) => boolean,
): (Address & { first: boolean })[] {
  const seen = new Map<string, number>();
  return addresses.flatMap((address) => {
    const inPath = namesIn(address.template.split("?")[0] ?? "").length;
    const noRoom = address.ids.some(({ name, id }) => name === "room" && hidden(id));
    const kind = address.ids.map(({ id, of }, at) => `${at < inPath ? of : ""} ${hidden(id)}`).join();
    const most = address.template.includes("?") || address.ids.some(({ id }) => hidden(id)) ? 1 : 2;
    const before = seen.get(noRoom ? "" : kind) ?? 0;
    seen.set(noRoom ? "" : kind, before + 1);
    return before < most ? [{ ...address, first: before === 0 }] : [];
  });
}

/** The address as it is asked for; `data` as the screens of a browser ask. */
export function pathOf({ template, ids }: Address, data = false): string {
  const filled = ids.reduce(
    (path, { name, id }) => path.replace(name === "*" ? "*" : `:${name}`, id),
    template,
  );
  if (!data) return filled;
  const [path = "", question] = filled.split("?");
  return `${path === "/" ? "/_root" : path}.data${question === undefined ? "" : `?${question}`}`;
}
