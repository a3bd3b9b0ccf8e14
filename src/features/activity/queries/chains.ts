import { z } from "zod";
import { refused } from "#platform/errors.ts";
import { cursorKey, openCursor, type Positions, sealCursor } from "#platform/live/index.ts";
import { query } from "#platform/operations/index.ts";
import { readHeads, readLinks, verifyRoom } from "#platform/roomlog/index.ts";

const room = z.object({ room: z.uuid() });
const head = z.object({
  audience: z.uuid(),
  name: z.string(),
  entries: z.int(),
  /** SHA-256 of the last entry, in hex; empty when there is none. */
  hash: z.string(),
});

/** Walks the chains that I may see. */
export const verifyLog = query({
  name: "log.verify",
  summary: "Checks that the chains of a room's log that I may see are whole",
  http: "GET /rooms/{room}/log/verification",
  capability: "room.see",
  input: room,
  output: z.object({
    whole: z.boolean(),
    chains: z.array(head.extend({ kind: z.string(), brokenAt: z.int().nullable() })),
  }),
  async run({ tx, input }) {
    const [states, audiences] = await Promise.all([verifyRoom(tx, input.room), namesOf(tx, input.room)]);
    return {
      whole: states.every((state) => state.brokenAt === null),
      chains: states.map(({ head: hash, ...state }) => ({
        ...state,
        hash,
        name: audiences.get(state.audience)?.name ?? "",
        kind: audiences.get(state.audience)?.kind ?? "",
      })),
    };
  },
});

/** The heads to print on an export or to send to both sides. */
export const logHeads = query({
  name: "log.heads",
  summary: "Number and hash of the last entry of every chain of a room's log that I may see",
  http: "GET /rooms/{room}/log/heads",
  capability: "room.see",
  input: room,
  output: z.object({ heads: z.array(head) }),
  async run({ tx, input }) {
    const [heads, audiences] = await Promise.all([readHeads(tx, input.room), namesOf(tx, input.room)]);
    return {
      heads: heads.map(({ audience, entries, head: hash }) => ({
        audience,
        name: audiences.get(audience)?.name ?? "",
        entries,
        hash,
      })),
    };
  },
});

const batch = 1000;

/**
 * The entries themselves, chain by chain, as they are hashed; for exports. Pages go on until `next` is null. An entry about what
 * the reader may not view at present has no body, only its hash.
 */
export const exportLog = query({
  name: "log.export",
  summary: "The chained entries of a room's log that I may see, in their hashed form",
  http: "GET /rooms/{room}/log/chains",
  capability: "room.see",
  input: room.extend({ cursor: z.string().max(4000).optional() }),
  output: z.object({
    entries: z.array(
      z.object({ audience: z.uuid(), seq: z.int(), hash: z.string(), body: z.string().nullable() }),
    ),
    next: z.string().nullable(),
  }),
  async run({ tx, actor, input }) {
    const key = await cursorKey();
    const holder = { ...actor, room: input.room };
    const given = input.cursor ? openCursor(key, holder, input.cursor) : new Map();
    if (!given) throw refused("cursor-unknown", {}, "cursor");
    const heads = await readHeads(tx, input.room);
    const positions = new Map<string, number>(given as Positions);
    const entries: { audience: string; seq: number; hash: string; body: string | null }[] = [];
    for (const { audience, entries: last } of heads) {
      const from = positions.get(audience) ?? 0;
      if (from >= last) continue;
      const links = await readLinks(
        tx,
        { room: input.room, audience, after: from, upto: last },
        batch - entries.length,
      );
      for (const { seq, hash, body } of links)
        entries.push({ audience, seq, hash: hash.toString("hex"), body });
      positions.set(audience, links.at(-1)?.seq ?? from);
      if (entries.length >= batch) break;
    }
    return { entries, next: entries.length < batch ? null : sealCursor(key, holder, positions) };
  },
});

async function namesOf(
  tx: Parameters<typeof readHeads>[0],
  room: string,
): Promise<Map<string, { name: string; kind: string }>> {
  const rows = await tx
    .selectFrom("audience")
    .select(["id", "name", "kind"])
    .where("room_id", "=", room)
    .execute();
  return new Map(rows.map(({ id, name, kind }) => [id, { name, kind }]));
}
