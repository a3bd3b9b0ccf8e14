import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { refused } from "#platform/errors.ts";
import type { Shelf } from "./model/categories.ts";
import { usualCategories, withUsed } from "./model/usual-categories.ts";

const words = z.record(z.string(), z.string());

/** Categories as operations answer them: two levels, words by language. */
export const shelvesShape = z.array(
  z.object({
    key: z.string(),
    title: words,
    kinds: z.array(
      z.object({
        /** `shelf.kind`, as documents have it. */
        key: z.string(),
        title: words,
        /** The supplier's own: only for what nobody but the supplier's team sees. */
        internal: z.boolean(),
        /** What has it keeps it; it is given to nothing any more. */
        retired: z.boolean(),
        version: z.int(),
      }),
    ),
  }),
);

/**
 * The categories of a room as the asker knows them: its blueprint's, or the usual list.
 * @param used categories that something has; those that the room does not have are added, last
 */
export async function categoriesOf(tx: Tx, room: string, used: Iterable<string> = []): Promise<Shelf[]> {
  const { rows } = await sql<{
    key: string;
    title: unknown;
    shelf_title: unknown;
    internal: boolean;
    retired: boolean;
    version: number;
    shelf: string;
  }>`
    select c.key, c.shelf, c.title, c.shelf_title, c.retired, c.version, a.kind <> 'room' as internal
    from document_category c join audience a on a.id = c.audience_id
    where c.room_id = ${room} order by c.position, c.key`.execute(tx);
  if (rows.length === 0) return withUsed(usualCategories, used);
  const shelves = new Map<string, Shelf>();
  for (const { key, shelf, title, shelf_title, ...kind } of rows) {
    const place = shelves.get(shelf) ?? { key: shelf, title: words.parse(shelf_title), kinds: [] };
    place.kinds.push({
      key,
      title: words.parse(title),
      internal: kind.internal,
      retired: kind.retired,
      version: kind.version,
    });
    shelves.set(shelf, place);
  }
  return withUsed([...shelves.values()], used);
}

/**
 * Everyone who sees a document knows its category (the database holds it too, migration 0100).
 * @param before the category that it has already, which it may keep
 * @throws Problem category-unknown, category-retired, category-internal
 */
export async function assertCategory(
  tx: Tx,
  given: { room: string; audience: { kind: string }; category: string; before?: string },
): Promise<void> {
  const shelves = await categoriesOf(tx, given.room);
  const kind = shelves.flatMap((one) => one.kinds).find((one) => one.key === given.category);
  if (!kind && given.category !== given.before) throw refused("category-unknown", {}, "category");
  if (kind?.retired && given.category !== given.before) throw refused("category-retired", {}, "category");
  if (kind?.internal && given.audience.kind !== "seller") throw refused("category-internal", {}, "category");
}
