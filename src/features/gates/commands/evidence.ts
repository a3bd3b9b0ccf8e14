import { createHash } from "node:crypto";
import { sql } from "kysely";
import { z } from "zod";
import { checkOverride, currentRound, dayOf } from "#features/process/index.ts";
import { forbidden, notFound, refused } from "#platform/errors.ts";
import { newId } from "#platform/ids.ts";
import { command } from "#platform/operations/index.ts";
import { readCourse, roundId, touch } from "../course/index.ts";
import { gateEntry } from "../entry.ts";
import { gather } from "../facts/index.ts";
import { assertOurs, refuse } from "../refusals.ts";
import { criterionOf, gateStanding, isYes, ofGate, toVersion, words, yesOrNo } from "./shared.ts";

/** While a gate is being decided, nothing that it is decided on may be moved: take it back first. */
function assertPreparing(course: Parameters<typeof currentRound>[0]): void {
  if (currentRound(course).state !== "preparing") throw refused("gate-not-preparing");
}

/** Says by hand whether a criterion is met, or how many points it gets. */
export const judge = command({
  name: "gates.judge",
  summary: "Judges a criterion of a gate by hand: met or not, or a score",
  http: "PUT /rooms/{room}/gates/{gate}/criteria/{criterion}",
  capability: "room.work",
  input: z.object({
    ...ofGate,
    criterion: z.string().max(60),
    /** As the form sends it, or plainly true or false. */
    met: yesOrNo.optional(),
    score: z.number().optional(),
    note: z.string().trim().max(1000).default(""),
  }),
  output: toVersion,
  async run({ tx, actor, seat, input, now, emit }) {
    assertOurs(seat);
    const course = await readCourse(tx, input.room, input.gate, input.version);
    assertPreparing(course.rounds);
    const criterion = criterionOf(course, input.criterion);
    if (criterion.kind !== "manual" && criterion.kind !== "score") throw refused("gate-not-by-hand");
    const judged =
      criterion.kind === "manual"
        ? { met: input.met === undefined ? null : isYes(input.met), score: null }
        : { met: null, score: input.score ?? null };
    if (judged.met === null && judged.score === null)
      throw refused("field-missing", {}, criterion.kind === "manual" ? "met" : "score");
    if (criterion.kind === "score" && (Number(judged.score) < 0 || Number(judged.score) > criterion.max))
      throw refused("gate-score-range", { max: criterion.max }, "score");
    const values = { ...judged, note: input.note, by_id: actor.personId, at: now };
    await tx
      .insertInto("gate_judgement")
      .values({
        room_id: input.room,
        gate_id: input.gate,
        criterion: criterion.key,
        audience_id: course.audience,
        ...values,
      })
      .onConflict((conflict) => conflict.columns(["room_id", "gate_id", "criterion"]).doUpdateSet(values))
      .execute();
    emit(
      gateEntry(course, "gate.judged", {
        criterion: criterion.title,
        ...(judged.met === null ? { score: judged.score } : { met: judged.met }),
      }),
    );
    return { version: await touch(tx, course) };
  },
  async standing(work) {
    const { room, gate, criterion } = work.input;
    const [standing, judged] = await Promise.all([
      gateStanding(work),
      work.tx
        .selectFrom("gate_judgement")
        .select(["met", "score", "note"])
        .where("room_id", "=", room)
        .where("gate_id", "=", gate)
        .where("criterion", "=", criterion)
        .executeTakeFirst(),
    ]);
    const met = judged?.met;
    const fields = {
      met: met === true ? "yes" : met === false ? "no" : null,
      score: judged?.score,
      note: judged?.note,
    };
    return { ...standing, fields };
  },
});

/** Attaches evidence to a criterion: the revision of a document that stands now, by its hash, or a note. */
export const addEvidence = command({
  name: "gates.add-evidence",
  summary: "Attaches a document's current revision, or a note, to a criterion as evidence",
  http: "POST /rooms/{room}/gates/{gate}/evidence",
  capability: "room.work",
  input: z.object({
    ...ofGate,
    criterion: z.string().max(60),
    document: z.uuid().optional(),
    note: z.string().trim().max(300).default(""),
    /** The last day on which it holds. */
    expires: z.iso.date().optional(),
  }),
  output: z.object({ id: z.uuid(), version: z.int() }),
  standing: gateStanding,
  async run(work) {
    const { tx, actor, seat, input, now, emit } = work;
    assertOurs(seat);
    const course = await readCourse(tx, input.room, input.gate, input.version);
    assertPreparing(course.rounds);
    const criterion = criterionOf(course, input.criterion);
    if ((input.document === undefined) === (input.note === ""))
      throw refused("gate-evidence-one", {}, "document");
    if (input.expires && input.expires < dayOf(now)) throw refused("gate-evidence-past", {}, "expires");
    const piece = input.document
      ? await tx
          .selectFrom("document as d")
          .innerJoin("document_revision as v", (on) =>
            on
              .onRef("v.room_id", "=", "d.room_id")
              .onRef("v.document_id", "=", "d.id")
              .on("v.status", "=", "current"),
          )
          .innerJoin("audience as a", "a.id", "d.audience_id")
          .select([
            "d.number",
            "d.title",
            "v.id as revision",
            sql<string | null>`private.revision_hash(v.room_id, v.id)`.as("hash"),
          ])
          // The whole team reads its title here, so a paper of a group of chosen people cannot be evidence.
          .where("a.kind", "<>", "custom")
          .where("d.room_id", "=", input.room)
          .where("d.id", "=", input.document)
          .where("d.state", "=", "current")
          .orderBy((eb) => eb("v.audience_id", "=", eb.ref("d.audience_id")), "desc")
          .orderBy("v.shared_at", "desc")
          .executeTakeFirst()
      : {
          number: "",
          title: input.note,
          revision: null,
          hash: createHash("sha256").update(input.note).digest("hex"),
        };
    if (!piece) throw notFound();
    if (piece.hash === null) throw forbidden("document-exists-only");
    const id = newId();
    const title = `${piece.number} ${piece.title}`.trim();
    await tx
      .insertInto("gate_evidence")
      .values({
        room_id: input.room,
        id,
        audience_id: course.audience,
        gate_id: input.gate,
        criterion: criterion.key,
        document_id: input.document ?? null,
        revision_id: piece.revision,
        title,
        hash: piece.hash,
        expires_on: input.expires ?? null,
        by_id: actor.personId,
        at: now,
      })
      .execute();
    emit(
      gateEntry(course, "gate.evidence-added", {
        criterion: criterion.title,
        evidence: title,
        hash: piece.hash,
      }),
    );
    return { id, version: await touch(tx, course) };
  },
});

/** Evidence that was attached by mistake. It stays in the log and in every snapshot that names it. */
export const takeEvidenceBack = command({
  name: "gates.take-evidence-back",
  summary: "Takes evidence off a criterion of a gate that is not being decided",
  http: "DELETE /rooms/{room}/gates/{gate}/evidence/{evidence}",
  capability: "room.work",
  input: z.object({ ...ofGate, evidence: z.uuid() }),
  output: toVersion,
  standing: gateStanding,
  async run({ tx, seat, input, now, emit }) {
    assertOurs(seat);
    const course = await readCourse(tx, input.room, input.gate, input.version);
    assertPreparing(course.rounds);
    const gone = await tx
      .updateTable("gate_evidence")
      .set({ taken_back_at: now })
      .where("room_id", "=", input.room)
      .where("gate_id", "=", input.gate)
      .where("id", "=", input.evidence)
      .where("taken_back_at", "is", null)
      .returning(["title", "hash"])
      .executeTakeFirst();
    if (!gone) throw notFound();
    emit(gateEntry(course, "gate.evidence-taken-back", { evidence: gone.title, hash: gone.hash }));
    return { version: await touch(tx, course) };
  },
});

/**
 * Lets a criterion pass that is not met, or the whole score when no criterion is named. The lead and the approvers of the
 * supplier may; who decides is told of it, and it stays flagged in the round for ever.
 */
export const override = command({
  name: "gates.override",
  summary: "Lets a criterion pass that is not met, with a reason that stays with the round",
  http: "POST /rooms/{room}/gates/{gate}/overrides",
  capability: "room.decide",
  input: z.object({ ...ofGate, criterion: z.string().max(60).default(""), reason: words }),
  output: toVersion,
  standing: gateStanding,
  async run(work) {
    const { tx, actor, seat, input, now, emit } = work;
    assertOurs(seat);
    const course = await readCourse(tx, input.room, input.gate, input.version);
    assertPreparing(course.rounds);
    const known = await gather(work, course);
    const criterion = input.criterion ? criterionOf(course, input.criterion) : null;
    const low = known.evaluation.blocking.some(({ key }) => key === "reason-score-low");
    const status = criterion
      ? (known.evaluation.criteria.find(({ key }) => key === criterion.key)?.status ?? "open")
      : low
        ? "failed"
        : "met";
    const mayOverride = !seat || seat.role === "lead" || seat.role === "approver";
    const [first, ...rest] = checkOverride({ mayOverride, reason: input.reason, status });
    if (first?.key === "reason-override-right") throw forbidden(first.key);
    if (first) return refuse(tx, actor.personId, course, [first, ...rest], "reason");
    if (status === "overridden") throw refused("gate-overridden-already");
    await tx
      .insertInto("gate_override")
      .values({
        room_id: input.room,
        id: newId(),
        audience_id: course.audience,
        round_id: await roundId(tx, course),
        criterion: input.criterion,
        by_id: actor.personId,
        at: now,
        reason: input.reason,
      })
      .execute();
    emit(
      gateEntry(course, "gate.overridden", {
        ...(criterion ? { criterion: criterion.title } : {}),
        reason: input.reason,
      }),
    );
    return { version: await touch(tx, course) };
  },
});
