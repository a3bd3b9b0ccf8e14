/**
 * Fills a database with rooms for the measurements, straight in SQL: what is measured is reading, not filling.
 * Every room has the four standard audiences, six members, a process of six phases and eighteen activities, twenty documents,
 * three meetings, two contacts and its share of the log entries.
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
      create index on m (room_id, k); create index on r (id); analyze r; analyze p; analyze m;
      insert into member (room_id, id, audience_id, side, role, commercial, name) select room_id, id, room, side, case when k in (1, 4) then 'lead' else 'contributor' end, k in (1, 4), 'Person' from m;
      insert into audience_person (audience_id, person_id, room_id)
        select room, id, room_id from m union all select case side when 'seller' then seller else buyer end, id, room_id from m
        union all select commercial, id, room_id from m where side = 'seller' or k = 4;
      insert into blob (hash, size, type, text, text_state, words) values (repeat('0', 64), 1000, 'application/pdf', 'paper machine', 'read', to_tsvector('simple', 'paper machine'));
      insert into document (room_id, id, audience_id, side, prefix, ordinal, title, category, shared_at, shared_by)
        select r.id, gen_random_uuid(), case d % 4 when 0 then r.seller when 1 then r.commercial else r.room end, 'seller', case d % 4 when 0 then 'S' when 1 then 'C' else 'D' end,
          d, 'Document ' || d, 'technical.drawing', now() - d * interval '1 day', (select id from m where m.room_id = r.id and k = 1)
        from r cross join generate_series(1, 20) d;
      insert into document_revision (room_id, id, audience_id, document_id, side, ordinal, blob, size, type, extension, shared_at, shared_by)
        select room_id, gen_random_uuid(), audience_id, id, side, 1, repeat('0', 64), 1000, 'application/pdf', 'pdf', shared_at, shared_by from document;`);
    await client.query(process);
    await client.query(
      `
      insert into log_entry (room_id, audience_id, seq, at, actor_id, kind, subject_type, body, hash)
      select r.id, case e % 4 when 0 then r.room when 1 then r.seller when 2 then r.buyer else r.commercial end, 1 + e / 4, now() - e * interval '1 minute', null,
        'document.downloaded', 'document', '{"data":{"number":"D-001","title":"Document"}}', sha256(e::text::bytea)
      from r cross join generate_series(0, $1::int / $2::int - 1) e`,
      [entries, rooms],
    );
    await client.query(
      "insert into log_head (audience_id, seq) select audience_id, max(seq) from log_entry group by 1",
    );
    await client.query("insert into notification_scan (about, seq) select audience_id, seq from log_head"); // nobody is to be told
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
  return { person, room };
}

/** What the room screens show beside documents and log; `r` and `m` are the rooms and members of `fill`. */
const process = `
  insert into room_profile (room_id, audience_id, business_line, site, scope) select id, room, 'Paper', 'Mill', 'Press section' from r;
  insert into room_case (room_id, audience_id, owner_id, value_minor, currency, probability, expected_decision)
    select r.id, r.seller, m.id, 1850000000, 'EUR', 50, current_date + 90 from r join m on m.room_id = r.id and m.k = 1;
  insert into main_contact (room_id, id, audience_id, subject, phone, place) select room_id, id, room, 'Project', '+358 40 123 4567', 1 from m where k in (1, 4);
  insert into phase (room_id, id, audience_id, key, position, title, short)
    select r.id, gen_random_uuid(), r.room, 'phase-' || i, i, jsonb_build_object('en', 'Phase ' || i), jsonb_build_object('en', 'P' || i)
    from r cross join generate_series(1, 6) i;
  insert into process (room_id, id, audience_id, name, started_on, phase_id)
    select r.id, gen_random_uuid(), r.room, '{"en": "Capital project sale"}', current_date - 60, p.id from r join phase p on p.room_id = r.id and p.position = 3;
  insert into lane (room_id, id, audience_id, key, band, side, position, title)
    select r.id, gen_random_uuid(), r.room, l.key, l.band, l.side, l.n, jsonb_build_object('en', l.key)
    from r cross join (values ('customer', 'customer', 'buyer', 1), ('sales', 'onstage', 'seller', 1), ('engineers', 'backstage', 'seller', 1)) l (key, band, side, n);
  insert into activity (room_id, id, audience_id, key, phase_id, side, title, state, planned_start, planned_end)
    select p.room_id, gen_random_uuid(), case i when 3 then r.seller else p.audience_id end, p.key || '-' || i, p.id, case i when 1 then 'buyer' else 'seller' end,
      jsonb_build_object('en', 'Activity ' || i), case when p.position < 3 then 'done' when p.position = 3 then 'running' else 'planned' end, current_date + (p.position - 3) * 30, current_date + (p.position - 2) * 30
    from phase p join r on r.id = p.room_id cross join generate_series(1, 3) i;
  insert into participant (room_id, id, audience_id, activity_id, lane_id, part, member_id)
    select a.room_id, gen_random_uuid(), a.audience_id, a.id, l.id, 'lead', m.id
    from activity a join lane l on l.room_id = a.room_id and l.key = case a.side when 'buyer' then 'customer' else 'sales' end
    left join m on m.room_id = a.room_id and m.k = case a.side when 'buyer' then 4 else 1 end;
  insert into schedule_item (room_id, id, audience_id, kind, title, starts_at, ends_at, zone, state, proposal, proposed_by, proposed_side, changed_at)
    select r.id, gen_random_uuid(), r.room, 'meeting', 'Meeting ' || i, now() + i * interval '9 days', now() + i * interval '9 days' + interval '1 hour',
      'Europe/Helsinki', 'agreed', gen_random_uuid(), m.id, 'seller', now()
    from r join m on m.room_id = r.id and m.k = 1 cross join generate_series(1, 3) i`;
