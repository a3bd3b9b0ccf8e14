/**
 * What row-level security costs: the same statements (1) through the rule, as a person, and (2) with the rule off and the
 * audiences written into the where-clause by hand, and whole screens with and without it, in turn, in one database.
 * `node bench/rules.ts [rooms] [entries]`
 */
import type pg from "pg";
import { asOwner, ground, median, signIn, timed } from "./deployment.ts";
import { fill } from "./fill.ts";
import { alone, type Result } from "./result.ts";

const rounds = 200;

export async function rules(rooms = 2000, entries = 400_000): Promise<Result[]> {
  const place = await ground();
  try {
    const server = await place.serve("rules");
    const { person, room } = await fill(server.ownerUrl, rooms, entries);
    const results: Result[] = [];
    await asOwner(server.ownerUrl, async (client) => {
      const { rows } = await client.query("select audience_id from audience_person where person_id = $1", [
        person,
      ]);
      const mine: string[] = rows.map((row) => row.audience_id);
      for (const [name, statement] of Object.entries(statements)) {
        const [withRule, byHand]: number[][] = [[], []];
        for (let round = -20; round < rounds; round += 1) {
          const first = await asPerson(client, person, statement("true"), [room]);
          const second = await past(client, statement("audience_id = any ($2::uuid[])"), [room, mine]);
          if (first.rows !== second.rows)
            throw new Error(`${name}: ${first.rows} rows, by hand ${second.rows}`);
          if (round < 0) continue;
          withRule?.push(first.took);
          byHand?.push(second.took);
        }
        const ratio = median(withRule ?? []) / median(byHand ?? []);
        results.push({ what: `${name}: through the rule : by hand`, value: ratio, unit: "ratio" });
      }
      const cookie = await signIn(server.ownerUrl, person);
      for (const [name, path] of Object.entries({ overview: "", documents: "/documents" })) {
        const times: number[][] = [[], []];
        for (let round = -4; round < 40; round += 1) {
          const off = round % 2 !== 0; // the very same statements: the role passes the policies or does not
          await client.query(`alter role frontstage_member ${off ? "bypassrls" : "nobypassrls"}`);
          for (let n = 0; n < 3; n += 1) {
            const took = await timed(`${server.url}/rooms/${room}${path}.data`, cookie);
            if (round >= 0 && n > 0) times[off ? 1 : 0]?.push(took);
          }
        }
        const [on = 0, off = 0] = times.map(median);
        results.push({
          what: `screen ${name}: with : without row-level security`,
          value: on / off,
          unit: "ratio",
        });
      }
    });
    return results;
  } finally {
    await place.stop();
  }
}

/** Statements of the hot screens, with room for the rule by hand. */
const statements: Record<string, (rule: string) => string> = {
  "documents of a room": (rule) =>
    `select id, prefix, ordinal, title, category, state from document where room_id = $1 and ${rule} order by prefix, ordinal limit 51`,
  "a page of the log": (rule) =>
    `select seq, at, kind, data from log_entry where room_id = $1 and ${rule} order by at desc, audience_id, seq desc limit 51`,
  "activities of a room": (rule) =>
    `select id, title, state, planned_end from activity where room_id = $1 and ${rule}`,
  "the schedule of a room": (rule) =>
    `select id, title, starts_at from schedule_item where room_id = $1 and ${rule} order by starts_at`,
};

interface Asked {
  rows: number;
  took: number;
}

async function asPerson(
  client: pg.Client,
  person: string,
  statement: string,
  values: unknown[],
): Promise<Asked> {
  await client.query(
    `begin read only; set local role frontstage_member; select set_config('app.person_id', '${person}', true)`,
  );
  const asked = await past(client, statement, values);
  await client.query("commit");
  return asked;
}

async function past(client: pg.Client, statement: string, values: unknown[]): Promise<Asked> {
  const began = performance.now();
  const { rowCount } = await client.query(statement, values);
  return { rows: rowCount ?? 0, took: performance.now() - began };
}

await alone(import.meta.main, () =>
  rules(Number(process.argv[2] ?? 2000), Number(process.argv[3] ?? 400_000)),
);
