import fc from "fast-check";
import { sql } from "kysely";
import { beforeAll, expect, it } from "vitest";
import { levels } from "../../src/features/documents/model/rights.ts";
import { asActor } from "../../src/platform/database/index.ts";
import { asSystem } from "../../src/platform/database/system.ts";
import { Problem } from "../../src/platform/errors.ts";
import { run } from "../../src/platform/operations/index.ts";
import { testDatabase } from "../fixtures/database.ts";
import { testFiles, upload } from "../fixtures/documents.ts";
import { join, newPerson, newRoom, type TestPerson, type TestRoom } from "../fixtures/world.ts";
import { operation } from "./operations.ts";

/** Proof 4 (DESIGN §8): random rooms, people, audiences and publications; what the database shows is what the oracle says. */
const runs = Number(process.env.VISIBILITY_RUNS ?? 300);
const database = testDatabase();
testFiles();

const sides = ["seller", "buyer", "partner"] as const;
type Side = "seller" | "buyer" | "partner";
interface Seat {
  side: Side;
  commercial: boolean;
}
interface Audience {
  id: string;
  kind: string;
  people: Set<number>;
}
/** The oracle: seats, named audiences with their people, and in which audience each document stands. Nothing else decides. */
class Oracle {
  seats = new Map<number, Seat>();
  audiences: Audience[] = [];
  documents = new Map<string, Audience>();
  /** Whose a document is, and the levels that were set for sides and groups. */
  owners = new Map<string, Side>();
  rights = new Map<string, Map<Side | Audience, number>>();
  /** 1 that it exists … 5 everything: a group's right beats the side's, the most permissive of several counts. */
  level(who: number, document: string): number {
    const side = this.seats.get(who)?.side;
    if (!side || side === this.owners.get(document)) return 5;
    const given = [...(this.rights.get(document) ?? [])];
    const named = given.flatMap(([holder, level]) =>
      typeof holder !== "string" && this.isIn(who, holder) ? [level] : [],
    );
    if (named.length > 0) return Math.max(...named);
    return given.find(([holder]) => holder === side)?.[1] ?? 5;
  }
  isIn(who: number, { kind, people }: Audience): boolean {
    const seat = this.seats.get(who);
    if (!seat) return false;
    if (kind === "room") return true;
    if (kind === "commercial") return seat.side === "seller" || (seat.side === "buyer" && seat.commercial);
    return kind === "custom" ? people.has(who) : kind === seat.side;
  }
  sees = (who: number): string[] =>
    [...this.documents].flatMap(([id, audience]) => (this.isIn(who, audience) ? [id] : [])).sort();
  everyoneOf = (audience: Audience): number[] =>
    [...this.seats.keys()].filter((who) => this.isIn(who, audience));
  widens = (from: Audience, to: Audience): boolean =>
    from !== to && from.kind !== "room" && this.everyoneOf(from).every((who) => this.isIn(who, to));
  leave(who: number): void {
    this.seats.delete(who);
    for (const { people } of this.audiences) people.delete(who);
  }
}

let people: TestPerson[];
beforeAll(async () => {
  people = [];
  for (const n of [0, 1, 2, 3, 4]) people.push(await newPerson(`P${n}`, { staff: n < 2 }));
});

const who = fc.nat({ max: 4 });
const at = fc.nat({ max: 9 });
const step = fc.oneof(
  fc.record({ do: fc.constant("add" as const), who, at }),
  fc.record({ do: fc.constant("publish" as const), who, at, to: at }),
  fc.record({ do: fc.constant("name" as const), who, chosen: fc.uniqueArray(who) }),
  fc.record({ do: fc.constant("grant" as const), who, at, whom: who }),
  fc.record({ do: fc.constant("revoke" as const), who, at, whom: who }),
  fc.record({ do: fc.constant("remove" as const), who, whom: who }),
  fc.record({
    do: fc.constant("seat" as const),
    whom: who,
    side: fc.constantFrom<Side>("buyer", "partner"),
    commercial: fc.boolean(),
  }),
  fc.record({
    do: fc.constant("right" as const),
    who,
    at,
    to: at,
    level: fc.constantFrom(...levels),
  }),
  fc.record({ do: fc.constant("commercial" as const), who, whom: who, commercial: fc.boolean() }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

class World {
  readonly oracle = new Oracle();
  readonly room: TestRoom;
  constructor(room: TestRoom) {
    this.room = room;
    for (const kind of ["room", "seller", "buyer", "commercial"] as const)
      this.oracle.audiences.push({ id: room.audiences[kind], kind, people: new Set() });
  }
  audience = (at: number): Audience => this.oracle.audiences[at % this.oracle.audiences.length] as Audience;
  person = (who: number): TestPerson => people[who] as TestPerson;

  /** @returns what an operation answered, or null when it refused */
  async try(name: string, who: number, input: object): Promise<Record<string, string> | null> {
    try {
      return (await run(operation(name), this.person(who).actor, { room: this.room.id, ...input })) as Record<
        string,
        string
      >;
    } catch (error) {
      if (error instanceof Problem && error.status < 500) return null;
      throw error;
    }
  }

  /** Carries out one step. What succeeded must have been allowed by the oracle, and moves it. */
  async take(step: Step): Promise<void> {
    const { oracle } = this;
    if (step.do === "seat") {
      if (oracle.seats.has(step.whom) || step.whom < 2) return;
      await asSystem((tx) =>
        tx
          .deleteFrom("member")
          .where("room_id", "=", this.room.id)
          .where("id", "=", this.person(step.whom).id)
          .execute(),
      ).catch(() => undefined);
      try {
        await join(this.room, this.person(step.whom), step.side, "contributor", step.commercial);
      } catch {
        return; // has been here before: rows of theirs keep the old seat
      }
      oracle.seats.set(step.whom, { side: step.side, commercial: step.commercial });
      return;
    }
    if (step.do === "add") {
      const audience = this.audience(step.at);
      if (!oracle.seats.has(step.who)) return;
      const file = await upload(this.person(step.who), this.room, "words");
      const made = await this.try("documents.add", step.who, {
        audience: audience.id,
        upload: file,
        title: "Paper",
        category: "other.other",
      });
      expect(made !== null).toBe(oracle.isIn(step.who, audience));
      if (!made) return;
      oracle.documents.set(made.id ?? "", audience);
      oracle.owners.set(made.id ?? "", oracle.seats.get(step.who)?.side ?? "seller");
    } else if (step.do === "right") {
      const [document, seen] = [...oracle.documents][step.at % Math.max(1, oracle.documents.size)] ?? [];
      if (!document || !seen) return;
      const holder = ([...sides, ...oracle.audiences.slice(3)] as const)[step.to % oracle.audiences.length];
      if (!holder) return;
      const id = typeof holder === "string" ? null : holder.id;
      const [before] = await database.owner<{ version: number }>(
        "select version from document_right where document_id = $1 and coalesce(holder_side, holder_audience::text) = $2",
        [document, id ?? holder],
      );
      const done = await this.try("documents.set-rights", step.who, {
        document,
        holder: id ?? holder,
        level: step.level,
        version: before?.version ?? 0,
      });
      if (!done) return;
      const side = oracle.seats.get(step.who)?.side;
      expect(oracle.isIn(step.who, seen) && side === oracle.owners.get(document)).toBe(true);
      expect(typeof holder === "string" ? holder !== side : oracle.isIn(step.who, holder)).toBe(true);
      const given = oracle.rights.get(document) ?? new Map<Side | Audience, number>();
      oracle.rights.set(document, given.set(holder, levels.indexOf(step.level) + 1));
    } else if (step.do === "publish") {
      const [document, from] = [...oracle.documents][step.at % Math.max(1, oracle.documents.size)] ?? [];
      if (!document || !from) return;
      const to = this.audience(step.to);
      const [row] = await database.owner<{ revision: string; version: number }>(
        "select r.id as revision, d.version from document d join document_revision r on r.document_id = d.id where d.id = $1",
        [document],
      );
      const done = await this.try("documents.publish", step.who, {
        document,
        ...row,
        to: to.id,
        title: "Paper",
      });
      if (!done) return;
      expect(oracle.isIn(step.who, from) && oracle.isIn(step.who, to) && oracle.widens(from, to)).toBe(true);
      oracle.documents.set(document, to);
    } else if (step.do === "name") {
      const made = await this.try("audiences.create", step.who, {
        name: crypto.randomUUID(),
        people: step.chosen.map((one) => this.person(one).id),
      });
      if (made)
        oracle.audiences.push({
          id: made.id ?? "",
          kind: "custom",
          people: new Set([step.who, ...step.chosen]),
        });
    } else if (step.do === "grant") {
      const audience = this.audience(step.at);
      const done = await this.try("audiences.add-people", step.who, {
        audience: audience.id,
        people: [this.person(step.whom).id],
      });
      if (!done) return;
      expect(audience.kind === "custom" && oracle.isIn(step.who, audience)).toBe(true);
      audience.people.add(step.whom);
    } else if (step.do === "revoke") {
      const audience = this.audience(step.at);
      const done = await this.try("audiences.remove-person", step.who, {
        audience: audience.id,
        person: this.person(step.whom).id,
      });
      if (!done) return;
      expect(audience.kind === "custom" && oracle.isIn(step.who, audience)).toBe(true);
      audience.people.delete(step.whom);
    } else if (step.do === "remove") {
      if (await this.try("members.remove", step.who, { person: this.person(step.whom).id }))
        oracle.leave(step.whom);
    } else {
      const [row] = await database.owner<{ version: number }>(
        "select version from member where room_id = $1 and id = $2",
        [this.room.id, this.person(step.whom).id],
      );
      const seat = oracle.seats.get(step.whom);
      const role = step.whom === 0 || (step.whom === 2 && seat?.side === "buyer") ? "lead" : "contributor";
      const done = await this.try("members.change", step.who, {
        person: this.person(step.whom).id,
        version: row?.version ?? 1,
        role,
        commercial: step.commercial,
      });
      if (done && seat?.side === "buyer") seat.commercial = step.commercial;
    }
  }

  /** What each person sees, by bare SQL as that person, is what the oracle says. */
  async compare(): Promise<void> {
    for (const [who, { actor }] of people.entries()) {
      const rows = await asActor(
        actor,
        (tx) => tx.selectFrom("document").select("id").where("room_id", "=", this.room.id).execute(),
        { readOnly: true },
      );
      expect(rows.map(({ id }) => id).sort(), `what P${who} sees`).toEqual(this.oracle.sees(who));
      if (this.oracle.rights.size === 0) continue;
      const reached = await asActor(
        actor,
        (tx) =>
          sql<{ id: string; level: number }>`
            select document_id as id, level from private.document_levels(${this.room.id}) order by 1`.execute(
            tx,
          ),
        { readOnly: true },
      );
      expect(reached.rows, `how far P${who} may go`).toEqual(
        this.oracle.sees(who).map((id) => ({ id, level: this.oracle.level(who, id) })),
      );
    }
  }
}

it(`shows everybody what the oracle says, in ${runs} random stories`, {
  timeout: 600_000 + runs * 1000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 7 }), async (steps) => {
      const world = new World(await newRoom(people[0] as TestPerson));
      world.oracle.seats.set(0, { side: "seller", commercial: true });
      await join(world.room, people[1] as TestPerson, "seller");
      await join(world.room, people[2] as TestPerson, "buyer", "lead", true);
      await join(world.room, people[3] as TestPerson, "buyer");
      for (const [n, seat] of [
        { side: "seller", commercial: true },
        { side: "buyer", commercial: true },
        { side: "buyer", commercial: false },
      ].entries())
        world.oracle.seats.set(n + 1, seat as Seat);
      for (const step of steps) {
        await world.take(step);
        await world.compare();
      }
    }),
    { numRuns: runs },
  );
});
