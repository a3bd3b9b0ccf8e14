import { z } from "zod";
import type { Seat, Tx } from "#platform/database/index.ts";
import { forbidden, notFound, refused, stale } from "#platform/errors.ts";
import { locales } from "#platform/i18n/locales.ts";
import { newHiddenId } from "#platform/ids.ts";
import { command } from "#platform/operations/index.ts";
import { category } from "../model/fields.ts";
import { usualCategories } from "../model/usual-categories.ts";

/** A name in every language of the screens: whoever reads, reads it in theirs. */
const names = z.object(
  Object.fromEntries(locales.map((locale) => [locale, z.string().trim().min(1).max(120)])),
);
type Names = Record<string, string>;

const shelfKey = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9-]*$/);
const yes = z.stringbool().or(z.boolean());

/** Between two places of what everyone sees the supplier's own have theirs, as in the process's copy. */
const STEP = 1000;

interface Row {
  id: string;
  audience_id: string;
  key: string;
  shelf: string;
  title: Names;
  shelf_title: Names;
  position: number;
  retired: boolean;
  version: number;
}

/** Adds a category, on a shelf that is there or on a new one. */
export const addCategory = command({
  name: "documents.add-category",
  summary: "Adds a category of the room's documents, on a shelf that is there or on a new one",
  http: "POST /rooms/{room}/document-categories",
  capability: "room.lead",
  input: z.object({
    room: z.uuid(),
    /** The key of a shelf; absent: a new one, which `shelfTitle` names. */
    shelf: shelfKey.optional(),
    shelfTitle: names.optional(),
    title: names,
    /** Only for the supplier's own documents, and known to nobody else. */
    internal: yes.default(false),
  }),
  output: z.object({ category: z.string() }),
  async run({ tx, seat, input, emit }) {
    const { room, internal, title } = input;
    const { rows, everyone, team } = await roomsOwn(tx, room, seat);
    const beside = rows.filter(({ shelf }) => shelf === input.shelf);
    if (input.shelf && beside.length === 0) throw notFound();
    const shelfTitle = beside[0]?.shelf_title ?? input.shelfTitle;
    if (!shelfTitle) throw refused("field-missing", {}, `shelfTitle.${locales[0]}`);
    assertNew(beside, title);
    // Names may change, and what is the supplier's own must not show by a key that is taken: keys say nothing.
    const shelf = input.shelf ?? `s${newHiddenId().slice(0, 8)}`;
    const key = `${shelf}.k${newHiddenId().slice(0, 8)}`;
    const last = Math.max(0, ...rows.flatMap((row) => (row.audience_id === everyone ? [row.position] : [])));
    const audience = internal ? team : everyone;
    await tx
      .insertInto("document_category")
      .values({
        room_id: room,
        id: newHiddenId(),
        audience_id: audience,
        key,
        shelf,
        title: JSON.stringify(title),
        shelf_title: JSON.stringify(shelfTitle),
        position: internal ? Math.max(last, ...rows.map((row) => row.position)) + 1 : last + STEP,
      })
      .execute();
    emit({ ...told(room, audience, title), kind: "document.category-added" });
    return { category: key };
  },
});

/** Renames a category, retires it or offers it again. Documents keep it. */
export const changeCategory = command({
  name: "documents.change-category",
  summary:
    "Renames a category of the room's documents, or says whether it is still offered; documents keep it",
  http: "PUT /rooms/{room}/document-categories/{category}",
  capability: "room.lead",
  input: z.object({
    room: z.uuid(),
    category,
    title: names,
    /** No document is given it any more; absent: as it is. */
    retired: yes.optional(),
    version: z.int(),
  }),
  output: z.object({ version: z.int() }),
  async run({ tx, seat, input, emit }) {
    const { room, title } = input;
    const { rows, everyone } = await roomsOwn(tx, room, seat);
    const row = rows.find(({ key }) => key === input.category);
    if (!row) throw notFound();
    if (row.version !== input.version) throw stale();
    const retired = input.retired ?? row.retired;
    const others = rows.filter((one) => one !== row);
    assertNew(
      others.filter(({ shelf }) => shelf === row.shelf),
      title,
    );
    if (retired && !others.some((one) => !one.retired && one.audience_id === everyone))
      throw refused("category-last");
    const version = row.version + 1;
    const renamed = locales.some((locale) => row.title[locale] !== title[locale]);
    if (!renamed && retired === row.retired) return { version: row.version };
    const done = await tx
      .updateTable("document_category")
      .set({ title: JSON.stringify({ ...row.title, ...title }), retired, version })
      .where("room_id", "=", room)
      .where("id", "=", row.id)
      .where("version", "=", row.version)
      .returning("id")
      .executeTakeFirst();
    if (!done) throw stale();
    const entry = told(room, row.audience_id, title);
    if (renamed) emit({ ...entry, kind: "document.category-renamed" });
    if (retired !== row.retired)
      emit({ ...entry, kind: retired ? "document.category-retired" : "document.category-offered" });
    return { version };
  },
  async standing({ tx, input }) {
    const row = await tx
      .selectFrom("document_category")
      .select(["id", "title", "version"])
      .where("room_id", "=", input.room)
      .where("key", "=", input.category)
      .executeTakeFirst();
    if (!row) throw notFound();
    return { version: row.version, fields: { title: row.title } };
  },
});

/** Renames a shelf: all categories on it. */
export const renameShelf = command({
  name: "documents.rename-shelf",
  summary: "Renames a shelf of the room's categories",
  http: "PUT /rooms/{room}/document-shelves/{shelf}",
  capability: "room.lead",
  input: z.object({
    room: z.uuid(),
    shelf: shelfKey,
    title: names,
    /** What it is called until now, so that nobody's new name is lost unread. */
    before: names,
  }),
  output: z.object({}),
  async run({ tx, seat, input, emit }) {
    const { room, title, before } = input;
    const { rows, everyone, team } = await roomsOwn(tx, room, seat);
    const on = rows.filter(({ shelf }) => shelf === input.shelf);
    const was = on[0]?.shelf_title;
    if (!was) throw notFound();
    if (locales.some((locale) => (was[locale] ?? was.en) !== before[locale])) throw stale();
    await tx
      .updateTable("document_category")
      .set({ shelf_title: JSON.stringify({ ...was, ...title }) })
      .where("room_id", "=", room)
      .where("shelf", "=", input.shelf)
      .execute();
    const audience = on.some((row) => row.audience_id === everyone) ? everyone : team;
    emit({ ...told(room, audience, title), kind: "document.shelf-renamed" });
    return {};
  },
});

/** The room's own list, locked for this; a room without one gets the usual list as its own. Only for the supplier's leads. */
async function roomsOwn(tx: Tx, room: string, seat: Seat | null) {
  if (seat?.side !== "seller") throw forbidden("role-may-not");
  const audiences = await tx
    .selectFrom("audience")
    .select(["id", "kind"])
    .where("room_id", "=", room)
    .where("kind", "in", ["room", "seller"])
    .execute();
  const everyone = audiences.find(({ kind }) => kind === "room")?.id;
  const team = audiences.find(({ kind }) => kind === "seller")?.id;
  if (!everyone || !team) throw notFound();
  const read = async () =>
    (await tx
      .selectFrom("document_category")
      .select(["id", "audience_id", "key", "shelf", "title", "shelf_title", "position", "retired", "version"])
      .where("room_id", "=", room)
      .orderBy("position")
      .forUpdate()
      .execute()) as Row[];
  const rows = await read();
  if (rows.length > 0) return { rows, everyone, team };
  const usual = usualCategories.flatMap((shelf) => shelf.kinds.map((kind) => ({ shelf, kind })));
  await tx
    .insertInto("document_category")
    .values(
      usual.map(({ shelf, kind }, place) => ({
        room_id: room,
        id: newHiddenId(),
        audience_id: everyone,
        key: kind.key,
        shelf: shelf.key,
        title: JSON.stringify(kind.title),
        shelf_title: JSON.stringify(shelf.title),
        position: (place + 1) * STEP,
      })),
    )
    .onConflict((conflict) => conflict.columns(["room_id", "key"]).doNothing())
    .execute();
  return { rows: await read(), everyone, team };
}

/** Two of one name beside each other are nobody's help. @throws Problem category-there */
function assertNew(beside: Row[], title: Names): void {
  for (const locale of locales) {
    const same = (row: Row) => row.title[locale]?.toLowerCase() === title[locale]?.toLowerCase();
    if (beside.some(same)) throw refused("category-there", { name: title[locale] ?? "" }, `title.${locale}`);
  }
}

const told = (room: string, audience: string, words: Names) => ({
  room,
  audience,
  subject: { type: "room", id: room },
  data: { title: words.en ?? "", words },
});
