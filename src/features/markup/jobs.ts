import { sql } from "kysely";
import { z } from "zod";
import { type AudienceKind, audienceKind } from "#features/rooms/index.ts";
import { asSystem } from "#platform/database/system.ts";
import { newHiddenId } from "#platform/ids.ts";
import { type Asking, enqueue, job } from "#platform/jobs/index.ts";
import { pagesOfType } from "#platform/pages/index.ts";
import { type Carried, carriedTo, type Placed, target } from "./carry.ts";
import { sightOf } from "./sight.ts";

interface Group {
  id: string;
  kind: AudienceKind;
  people: { id: string }[];
}

interface Comment {
  id: string;
  audience: string;
  kind: Placed["kind"];
}

interface Place extends Omit<Placed, "kind" | "hash" | "page" | "shape"> {
  id: string;
  markup: string;
  revision: string;
  audience: string;
  how: string;
  page: number | null;
  shape: Placed["shape"] | null;
}

interface Known {
  comments: Comment[];
  places: Place[];
  revisions: { id: string; audience: string; hash: string; type: string; status: string }[];
  audiences: Group[];
}

/** Places every comment of a document on the revisions that stand, for those who may know of it. */
export const carryOver = job({
  name: "markup.carry-over",
  schema: z.object({ room: z.uuid(), document: z.uuid() }),
  retries: 4,
  timeout: 600,
  concurrency: 1,
  async run({ room, document }, { signal }) {
    const known = await asSystem((tx) => readAll(tx, room, document));
    const groups = new Map(known.audiences.map((one) => [one.id, one]));
    for (const revision of known.revisions.filter(({ status }) => status === "current")) {
      const pages = pagesOfType(revision.type) ? target(revision.hash) : null;
      for (const comment of known.comments) {
        signal.throwIfAborted();
        const [reads, sees] = [groups.get(comment.audience), groups.get(revision.audience)];
        const audience = reads && sees ? sightOf(reads, sees)?.id : undefined;
        if (!audience) continue;
        const here = known.places.filter((one) => one.markup === comment.id && one.revision === revision.id);
        if (here.some((one) => one.audience === audience)) continue;
        const [elsewhere] = here;
        if (elsewhere) await asSystem((tx) => widen(tx, room, elsewhere.id, audience));
        else {
          const from = origin(known, comment);
          const carried: Carried = pages && from ? await carriedTo(pages, from) : { how: "lost" };
          await asSystem((tx) =>
            keep(
              tx,
              { room, markup: comment.id, revision: revision.id, audience, quote: from?.quote ?? null },
              carried,
            ),
          );
        }
      }
    }
  },
});

/** Asks for it in the transaction of what makes it needed. */
export const carryLater = (asking: Asking, data: { room: string; document: string }) =>
  enqueue(asking, carryOver, data, { key: data.document });

type Tx = Parameters<Parameters<typeof asSystem>[0]>[0];

/** A comment's newest place by hand, of those that all its readers know of. */
function origin({ places, revisions }: Known, comment: Comment): Placed | null {
  const place = places.find(
    (one) => one.markup === comment.id && one.how === "made" && one.audience === comment.audience,
  );
  const revision = revisions.find(({ id }) => id === place?.revision);
  if (!place || !revision || place.page === null || place.shape === null) return null;
  const { page, shape, quote, starts, ends } = place;
  return { kind: comment.kind, hash: revision.hash, page, shape, quote, starts, ends };
}

async function readAll(tx: Tx, room: string, document: string): Promise<Known> {
  const { rows } = await sql<Known>`select
    (select coalesce(json_agg(json_build_object('id', m.id, 'audience', m.audience_id, 'kind', m.kind) order by m.made_at), '[]')
      from markup m where m.room_id = ${room} and m.document_id = ${document}) as comments,
    (select coalesce(json_agg(json_build_object('id', p.id, 'markup', p.markup_id, 'revision', p.revision_id, 'audience', p.audience_id,
        'how', p.how, 'page', p.page, 'shape', p.shape, 'quote', p.quote, 'starts', p.starts, 'ends', p.ends) order by p.placed_at desc), '[]')
      from markup_place p join markup m on m.room_id = p.room_id and m.id = p.markup_id
      where p.room_id = ${room} and m.document_id = ${document}) as places,
    (select coalesce(json_agg(json_build_object('id', r.id, 'audience', r.audience_id, 'hash', r.blob, 'type', r.type, 'status', r.status)), '[]')
      from document_revision r where r.room_id = ${room} and r.document_id = ${document}) as revisions,
    (select coalesce(json_agg(json_build_object('id', a.id, 'kind', a.kind, 'people',
        (select coalesce(json_agg(json_build_object('id', ap.person_id)), '[]') from audience_person ap where ap.audience_id = a.id))), '[]')
      from audience a where a.room_id = ${room}) as audiences`.execute(tx);
  const known = rows[0] ?? { comments: [], places: [], revisions: [], audiences: [] };
  return {
    ...known,
    audiences: known.audiences.map((one) => ({ ...one, kind: audienceKind.parse(one.kind) })),
  };
}

/** A place on what was a draft is now for all who read the comment; nothing of the time before stays in it. */
async function widen(tx: Tx, room: string, id: string, audience: string): Promise<void> {
  await tx
    .updateTable("markup_place")
    .set({ id: newHiddenId(), audience_id: audience, placed_at: new Date() })
    .where("room_id", "=", room)
    .where("id", "=", id)
    .execute();
}

async function keep(
  tx: Tx,
  at: { room: string; markup: string; revision: string; audience: string; quote: Placed["quote"] },
  carried: Carried,
): Promise<void> {
  const lost = carried.how === "lost";
  await tx
    .insertInto("markup_place")
    .values({
      room_id: at.room,
      id: newHiddenId(),
      audience_id: at.audience,
      markup_id: at.markup,
      revision_id: at.revision,
      how: carried.how,
      page: lost ? null : carried.page,
      shape: lost ? null : JSON.stringify(carried.shape),
      quote: at.quote && JSON.stringify(at.quote),
      starts: lost ? null : carried.starts,
      ends: lost ? null : carried.ends,
      placed_at: new Date(),
    })
    // Somebody may have put it there by hand in the meantime.
    .onConflict((conflict) =>
      conflict.columns(["room_id", "markup_id", "revision_id", "audience_id"]).doNothing(),
    )
    .execute();
}
