import { sql } from "kysely";
import { artefactDocuments } from "#features/documents/index.ts";
import {
  currentRound,
  type Evaluation,
  type Evidence,
  evaluate,
  type Facts,
  type Holder,
  type Snapshot,
  storedBlueprint,
} from "#features/process/index.ts";
import { roomFields } from "#features/rooms/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { notFound } from "#platform/errors.ts";
import { minorDigits } from "#platform/money.ts";
import type { Work } from "#platform/operations/index.ts";
import type { Course } from "./store.ts";

export interface StoredEvidence {
  id: string;
  criterion: string;
  document: string | null;
  title: string;
  hash: string;
  expiresOn: string | null;
  by: string;
  at: Date;
}

/** A document that stands for an artefact of the process. */
export interface ArtefactDocument {
  id: string;
  artefact: string;
  title: string;
  revision: string | null;
  approved: boolean;
  approvedBy: string[];
}

/** All that a gate is judged on, as it is now. */
export interface Known {
  facts: Facts;
  evaluation: Evaluation;
  evidence: StoredEvidence[];
  documents: ArtefactDocument[];
  /** Hash of the revision that stands, by document. */
  standing: ReadonlyMap<string, { title: string; hash: string; revision: string }>;
  /** The room's value; whole units of the blueprint's currency for the approval bands, null when unknown or in another one. */
  amount: { minor: number; currency: string } | null;
  inBands: number | null;
  holders: Holder[];
  blueprint: ReturnType<typeof storedBlueprint>;
  judgements: {
    criterion: string;
    met: boolean | null;
    score: number | null;
    note: string;
    by: string;
    at: Date;
  }[];
  overrides: { round: string; criterion: string; by: string; at: Date; reason: string }[];
}

type Asking = Pick<Work<unknown>, "tx" | "actor" | "seat" | "now" | "emit" | "afterCommit">;

/** Collects the facts of a gate, all at once, and judges its criteria on them. */
export async function gather(work: Asking, course: Course): Promise<Known> {
  const { tx, now } = work;
  const { room, gate } = course;
  const [fields, { documents: found }, source, done, buyers, judgements, evidence, overrides, holders] =
    await Promise.all([
      roomFields(tx, room),
      artefactDocuments.run({ ...work, input: { room } }),
      tx.selectFrom("process_source").select("content").where("room_id", "=", room).executeTakeFirst(),
      tx
        .selectFrom("activity")
        .select("key")
        .where("room_id", "=", room)
        .where("state", "=", "done")
        .execute(),
      buyersOf(tx, room),
      tx
        .selectFrom("gate_judgement")
        .selectAll()
        .where("room_id", "=", room)
        .where("gate_id", "=", gate)
        .execute(),
      tx
        .selectFrom("gate_evidence")
        .selectAll()
        .where("room_id", "=", room)
        .where("gate_id", "=", gate)
        .where("taken_back_at", "is", null)
        .orderBy("at")
        .execute(),
      tx
        .selectFrom("gate_override as o")
        .innerJoin("gate_round as r", (on) =>
          on.onRef("r.room_id", "=", "o.room_id").onRef("r.id", "=", "o.round_id"),
        )
        .selectAll("o")
        .where("o.room_id", "=", room)
        .where("r.gate_id", "=", gate)
        .execute(),
      holdersOf(tx, room),
    ]);
  if (!source) throw notFound();
  const blueprint = storedBlueprint(source.content);
  const documents = found.flatMap((one): ArtefactDocument[] =>
    one.artefact && one.state === "current"
      ? [
          {
            id: one.id,
            artefact: one.artefact,
            title: `${one.number} ${one.title}`,
            revision: one.revision?.id ?? null,
            approved: one.approved,
            approvedBy: one.approvals.map(({ person }) => person),
          },
        ]
      : [],
  );
  const standing = await standingRevisions(tx, room, [
    ...documents.map(({ id }) => id),
    ...evidence.flatMap(({ document_id }) => document_id ?? []),
  ]);
  const round = course.ids.get(currentRound(course.rounds).number);
  const mine = overrides.filter((one) => one.round_id === round);
  const asOverride = (one: (typeof overrides)[number]) => ({
    by: one.by_id,
    at: one.at.toISOString(),
    reason: one.reason,
  });
  const field = new Map(fields.map(({ name, value }) => [name, value]));
  const value = field.get("value");
  const currency = field.get("currency");
  const amount =
    typeof value === "number" && typeof currency === "string" ? { minor: value, currency } : null;
  const whole = amount ? amount.minor / 10 ** minorDigits(amount.currency) : null;
  const scoreOverride = mine.find(({ criterion }) => criterion === "");
  const facts: Facts = {
    fields: {
      ...Object.fromEntries(field),
      // As blueprints name them: the amount in whole units, the day of the decision.
      value: whole,
      "expected-decision-date": field.get("expected-decision") ?? null,
    },
    artefacts: Object.fromEntries(
      [...Map.groupBy(documents, ({ artefact }) => artefact)].map(([key, same]) => [
        key,
        same.some(({ approved }) => approved) ? ("approved" as const) : ("present" as const),
      ]),
    ),
    buyer: {
      activities: done.map(({ key }) => key),
      artefacts: buyers.artefacts,
      // The customer accepts a proposal by approving the paper that is one.
      proposals: (["indicative", "budget", "firm", "final"] as const).filter((stage) =>
        documents.some(
          (one) =>
            one.artefact === `${stage}-proposal` &&
            one.approvedBy.some((person) => buyers.people.has(person)),
        ),
      ),
    },
    scores: Object.fromEntries(
      judgements.flatMap((one) => (one.score === null ? [] : [[one.criterion, Number(one.score)]])),
    ),
    manual: Object.fromEntries(
      judgements.flatMap((one) => (one.met === null ? [] : [[one.criterion, one.met]])),
    ),
    evidence: Object.fromEntries(
      [...Map.groupBy(evidence, ({ criterion }) => criterion)].map(([key, pieces]) => [
        key,
        pieces.map(
          (piece): Evidence => ({
            hash: piece.hash,
            addedAt: piece.at.toISOString(),
            ...(piece.expires_on ? { expiresAt: `${piece.expires_on}T23:59:59.999Z` } : {}),
          }),
        ),
      ]),
    ),
    overrides: Object.fromEntries(
      mine.filter(({ criterion }) => criterion).map((one) => [one.criterion, asOverride(one)]),
    ),
    ...(scoreOverride ? { scoreOverride: asOverride(scoreOverride) } : {}),
  };
  return {
    facts,
    evaluation: evaluate(course.definition, facts, now.toISOString()),
    evidence: evidence.map((one) => ({
      id: one.id,
      criterion: one.criterion,
      document: one.document_id,
      title: one.title,
      hash: one.hash,
      expiresOn: one.expires_on,
      by: one.by_id,
      at: one.at,
    })),
    documents,
    standing,
    amount,
    inBands: amount?.currency === blueprint.currency ? whole : null,
    holders,
    blueprint,
    judgements: judgements.map((one) => ({
      criterion: one.criterion,
      met: one.met,
      score: one.score === null ? null : Number(one.score),
      note: one.note,
      by: one.by_id,
      at: one.at,
    })),
    overrides: overrides.map((one) => ({
      round: one.round_id,
      criterion: one.criterion,
      by: one.by_id,
      at: one.at,
      reason: one.reason,
    })),
  };
}

/** The customer's people, and the artefacts of which the customer has given a document that the supplier sees. */
async function buyersOf(tx: Tx, room: string): Promise<{ people: Set<string>; artefacts: string[] }> {
  const [people, marks] = await Promise.all([
    tx.selectFrom("member").select("id").where("room_id", "=", room).where("side", "=", "buyer").execute(),
    sql<{ artefact: string }>`
      select distinct x.artefact from document_artefact x
      join document d on d.room_id = x.room_id and d.id = x.document_id and d.state = 'current'
      where x.room_id = ${room} and x.side = 'buyer'`.execute(tx),
  ]);
  return {
    people: new Set(people.map(({ id }) => id)),
    artefacts: marks.rows.map(({ artefact }) => artefact),
  };
}

/**
 * Who can decide as what: those whom the lead has named for a role, and those who do a role's work in the process. Only
 * people of the supplier who are in the room and whose role lets them decide.
 */
async function holdersOf(tx: Tx, room: string): Promise<Holder[]> {
  const { rows } = await sql<Holder>`
    select distinct h.member_id as person, r.key as role
    from (
      select role_id, member_id from gate_decider where room_id = ${room}
      union
      select role_id, member_id from participant where room_id = ${room} and role_id is not null and member_id is not null
    ) h
    join process_role r on r.room_id = ${room} and r.id = h.role_id
    join member m on m.room_id = ${room} and m.id = h.member_id and m.left_at is null and m.side = 'seller'
      and m.role in ('lead', 'contributor', 'approver')
    order by person, role`.execute(tx);
  return rows;
}

/** The revision that stands of each document: the newest that holds, as those who see the document have it. */
async function standingRevisions(tx: Tx, room: string, ids: string[]) {
  if (ids.length === 0) return new Map<string, { title: string; hash: string; revision: string }>();
  const { rows } = await sql<{ id: string; title: string; hash: string; revision: string }>`
    select distinct on (d.id) d.id, d.number || ' ' || d.title as title, v.blob as hash, v.id as revision
    from document d
    join document_revision v on v.room_id = d.room_id and v.document_id = d.id and v.status = 'current'
    where d.room_id = ${room} and d.state = 'current' and d.id = any (${ids}::uuid[])
    order by d.id, (v.audience_id = d.audience_id) desc, v.shared_at desc, v.ordinal desc`.execute(tx);
  return new Map(rows.map(({ id, ...rest }) => [id, rest]));
}

/** Everything that would be frozen if the gate were submitted now, but for who submits it when and who decides. */
export function resting(
  course: Course,
  known: Known,
): Pick<Snapshot, "amount" | "score" | "criteria" | "documents"> {
  const artefacts = new Set(
    course.definition.criteria.flatMap((one) => (one.kind === "artefact" ? [one.artefact] : [])),
  );
  const ids = new Set([
    ...known.documents.filter(({ artefact }) => artefacts.has(artefact)).map(({ id }) => id),
    ...known.evidence.flatMap(({ document }) => document ?? []),
  ]);
  return {
    amount: known.amount,
    score: known.evaluation.score,
    criteria: known.evaluation.criteria.map(({ key, status }) => {
      const override = known.facts.overrides[key];
      return {
        key,
        status,
        evidence: (known.facts.evidence[key] ?? []).map(({ hash }) => hash),
        ...(status === "overridden" && override ? { override: override.reason } : {}),
      };
    }),
    documents: [...ids].flatMap((id) => {
      const now = known.standing.get(id);
      return now ? [{ id, title: now.title, hash: now.hash }] : [];
    }),
  };
}
