/**
 * The register of a room with five thousand documents: the screen's time in the server, asked as a signed-in person, first page,
 * a page further, filtered, searched; and a query that counts the same rows as the measure of the machine.
 * `node bench/register.ts [documents]`
 */
import { asOwner, ground, median, signIn, timed } from "./deployment.ts";
import { fill } from "./fill.ts";
import { alone, type Result } from "./result.ts";

export async function register(documents = 5000): Promise<Result[]> {
  const place = await ground();
  try {
    const server = await place.serve("register");
    const { person, room } = await fill(server.ownerUrl, 20, 2000);
    await asOwner(server.ownerUrl, async (client) => {
      await client.query("set session_replication_role = replica"); // rows are sound by construction
      await client.query(many, [room, documents]);
      await client.query("vacuum analyze");
    });
    const cookie = await signIn(server.ownerUrl, person);
    const base = `${server.url}/rooms/${room}/documents.data`;
    const first = await fetch(`${server.url}/api/v1/rooms/${room}/documents`, { headers: { cookie } });
    const { next, count } = (await first.json()) as { next: string; count: number };
    if (count < documents / 2) throw new Error(`${count} documents are there`);
    const screens = {
      "first page": base,
      "second page": `${base}?cursor=${encodeURIComponent(next)}`,
      "one category": `${base}?category=technical.drawing`,
      "newest first": `${base}?sort=newest`,
      "a word in titles and texts": `${base}?text=machine`,
    };
    const results: Result[] = [];
    // Opening the room's frame and nothing else: what every screen costs.
    const bare = await middle(() => timed(`${server.url}/api/v1/rooms/${room}`, cookie));
    for (const [what, url] of Object.entries(screens)) {
      const took = await middle(() => timed(url, cookie));
      results.push({ what: `${what}, ${count} documents`, value: took, unit: "ms" });
      results.push({
        what: `${what} : an answer that reads the frame alone`,
        value: took / bare,
        unit: "ratio",
      });
    }
    return results;
  } finally {
    await place.stop();
  }
}

async function middle(measure: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let round = -3; round < 12; round += 1) {
    const took = await measure();
    if (round >= 0) times.push(took);
  }
  return median(times);
}

/** Documents of all kinds in one room, a third of them with three revisions, some with rights and approvals. */
const many = `
  with there as (select r.id as room_id, r.room, (select a.id from audience a where a.room_id = r.id and a.kind = 'seller') as seller,
      (select a.id from audience a where a.room_id = r.id and a.kind = 'commercial') as commercial,
      (select m.id from member m where m.room_id = r.id and m.side = 'seller' order by m.id limit 1) as by
    from (select id, audience_id as room from room where id = $1) r),
  made as (
    insert into document (room_id, id, audience_id, side, prefix, ordinal, title, category, discipline, responsible, shared_at, shared_by)
    select t.room_id, gen_random_uuid(), case when n % 5 = 0 then t.seller when n % 7 = 0 then t.commercial else t.room end, 'seller',
      case when n % 5 = 0 then 'S' when n % 7 = 0 then 'C' else 'D' end, 1000 + n, 'Paper ' || n || ' of the drive section',
      (array['technical.drawing', 'technical.specification', 'project.minutes', 'delivery.manual', 'commercial.proposal', 'quality.plan'])[1 + n % 6],
      (array['mechanical', 'electrical', null])[1 + n % 3], case when n % 4 = 0 then t.by end, now() - n * interval '1 hour', t.by
    from there t cross join generate_series(1, $2::int) n returning *),
  revised as (
    insert into document_revision (room_id, id, audience_id, document_id, side, ordinal, blob, size, type, extension, shared_at, shared_by, status)
    select d.room_id, gen_random_uuid(), d.audience_id, d.id, d.side, k, repeat('0', 64), 1000, 'application/pdf', 'pdf', d.shared_at, d.shared_by,
      case when k = last then 'current' else 'superseded' end
    from (select made.*, case when ordinal % 3 = 0 then 3 else 1 end as last from made) d cross join lateral generate_series(1, last) k returning *),
  approved as (
    insert into document_approval (room_id, id, audience_id, document_id, revision_id, person_id, at)
    select room_id, gen_random_uuid(), audience_id, document_id, id, shared_by, now() from revised where status = 'current' and ordinal = 3 returning 1)
  insert into document_right (room_id, id, audience_id, document_id, side, holder_side, level)
  select room_id, gen_random_uuid(), audience_id, id, side, 'buyer', 'view' from made where ordinal % 10 = 0;
  `;

await alone(import.meta.main, () => register(Number(process.argv[2] ?? 5000)));
