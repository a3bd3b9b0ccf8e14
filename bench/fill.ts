/**
 * Fills a database with rooms for the measurements, straight in SQL: what is measured is reading, not filling.
 * Every room has the four standard audiences, six members, twenty documents and its share of the log entries.
 */
import { randomUUID } from "node:crypto";
import pg from "pg";

/** Who reads in the measurements: the supplier's lead of the first room. */
export interface Filled {
  person: string;
  room: string;
}

export async function fill(ownerUrl: string, rooms: number, entries: number): Promise<Filled> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const [person, room] = [randomUUID(), randomUUID()];
  try {
    await client.query("set session_replication_role = replica"); // rows are sound by construction: no triggers, no key checks
    await client.query(
      "create temp table r as select case when n = 1 then $1::uuid else gen_random_uuid() end as id, n, gen_random_uuid() as room, gen_random_uuid() as seller, gen_random_uuid() as buyer, gen_random_uuid() as commercial from generate_series(1, $2::int) n",
      [room, rooms],
    );
    await client.query(
      "create temp table p as select case when n = 1 then $1::uuid else gen_random_uuid() end as id, n from generate_series(1, 6 + $2::int / 4) n",
      [person, rooms],
    );
    await client.query(`
      insert into audience (id, kind, name) select id, 'person', 'Person' from p;
      insert into audience_person (audience_id, person_id) select id, id from p;
      insert into person (id, audience_id, email, name, staff) select id, id, 'person' || n || '@example.com', 'Person ' || n, n <= 3 from p;
      insert into room (id, audience_id, code, name, customer_name) select id, room, 'R-' || n, 'Room ' || n, 'Customer ' || n from r;
      insert into audience (id, room_id, kind, name) select room, id, 'room', 'Everyone' from r union all select seller, id, 'seller', 'Seller' from r
        union all select buyer, id, 'buyer', 'Buyer' from r union all select commercial, id, 'commercial', 'Commercial' from r;
      create temp table m as select r.id as room_id, r.room, r.seller, r.buyer, r.commercial, p.id, k,
          case when k <= 3 then 'seller' else 'buyer' end as side
        from r cross join generate_series(1, 6) k join p on p.n = case when r.n = 1 then k else 1 + (r.n * 7 + k * 13) % (select count(*) from p) end;
      delete from m a using m b where a.room_id = b.room_id and a.id = b.id and a.k > b.k;
      insert into member (room_id, id, audience_id, side, role, commercial, name) select room_id, id, room, side, case when k in (1, 4) then 'lead' else 'contributor' end, k in (1, 4), 'Person' from m;
      insert into audience_person (audience_id, person_id, room_id)
        select room, id, room_id from m union all select case side when 'seller' then seller else buyer end, id, room_id from m
        union all select commercial, id, room_id from m where side = 'seller' or k = 4;
      insert into blob (hash, size, type, text, text_state, words) values (repeat('0', 64), 1000, 'application/pdf', 'paper machine', 'read', to_tsvector('simple', 'paper machine'));
      insert into document (room_id, id, audience_id, side, prefix, ordinal, title, category, shared_at, shared_by)
        select r.id, gen_random_uuid(), case d % 4 when 0 then r.seller when 1 then r.commercial else r.room end, 'seller', case d % 4 when 0 then 'S' when 1 then 'C' else 'D' end,
          d, 'Document ' || d, 'technical.layout', now() - d * interval '1 day', (select id from m where m.room_id = r.id and k = 1)
        from r cross join generate_series(1, 20) d;
      insert into document_revision (room_id, id, audience_id, document_id, side, ordinal, blob, size, type, extension, shared_at, shared_by)
        select room_id, gen_random_uuid(), audience_id, id, side, 1, repeat('0', 64), 1000, 'application/pdf', 'pdf', shared_at, shared_by from document;`);
    await client.query(
      `
      insert into log_entry (room_id, audience_id, seq, at, actor_id, kind, subject_type, body, hash)
      select r.id, case e % 4 when 0 then r.room when 1 then r.seller when 2 then r.buyer else r.commercial end, 1 + e / 4, now() - e * interval '1 minute', null,
        'document.downloaded', 'document', '{"data":{"number":"D-001","title":"Document"}}', sha256(e::text::bytea)
      from r cross join generate_series(0, $1::int / $2::int - 1) e`,
      [entries, rooms],
    );
    await client.query("analyze");
  } finally {
    await client.end();
  }
  return { person, room };
}
