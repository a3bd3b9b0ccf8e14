import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { sql } from "kysely";
import type { z } from "zod";
import { type Actor, asActor, type Seat, type Tx } from "../database/index.ts";
import { type FieldProblem, forbidden, notFound, Problem, stale } from "../errors.ts";
import { touched } from "../live/notifier.ts";
import { log } from "../log.ts";
import { noteDenial } from "../roomlog/denial.ts";
import { append, type Emitted } from "../roomlog/index.ts";
import { type Capability, seatAllows } from "./capabilities.ts";
import type { Operation } from "./operation.ts";
import { withStanding } from "./standing.ts";

export interface RunOptions {
  /** The caller's key for this very act: a second run with the same key gives the first answer and does nothing. */
  idempotencyKey?: string;
  /** The moment of the operation. Only the demonstration gives it, to tell a story that began months ago. */
  at?: Date;
}

let checksOff = false;

/** For the visibility proof only: row-level security alone must hold. */
export function switchChecksOff(off: boolean): void {
  checksOff = off;
}

/**
 * Runs an operation as a person: parses the input, opens the person's transaction, checks the capability, runs it,
 * appends its log entries, commits, and shapes the answer by the output schema.
 * @throws Problem (404 for what is not there or not theirs, 403 for what their role may not do, 422 for input, 409 for stale)
 */
export async function run<In extends z.ZodType, Out extends z.ZodType>(
  operation: Operation<In, Out>,
  actor: Actor,
  rawInput: unknown,
  options: RunOptions = {},
): Promise<z.output<Out>> {
  const parsed = operation.input.safeParse(rawInput);
  if (!parsed.success) throw inputProblem(parsed.error);
  return carryOut(operation, actor, parsed.data as z.output<In>, options);
}

/** `run` for an input that its schema has already read (forms read texts as numbers and dates on the way). */
export async function carryOut<In extends z.ZodType, Out extends z.ZodType>(
  operation: Operation<In, Out>,
  actor: Actor,
  given: z.output<In>,
  options: RunOptions = {},
): Promise<z.output<Out>> {
  const input = withPlainIds(given);
  if (operation.type === "command" && actor.viewerId) throw forbidden("view-as-reads-only");
  const room = roomOf(operation, input);
  const entries: Emitted[] = [];
  const after: (() => Promise<void>)[] = [];
  const now = options.at ?? new Date();
  let refusedAt: Seat | null = null;
  try {
    const prepared = await operation.prepare?.({ actor, input });
    const answer = await asActor(
      actor,
      async (tx, seat) => {
        refusedAt = seat;
        if (!checksOff) await checkCapability(tx, actor, seat, operation.capability, room);
        if (operation.type === "command") await checkOwnHand(tx, actor, operation.capability);
        const kept = await keptAnswer(tx, actor, operation, input, options);
        if (kept.found) return kept.answer as z.output<Out>;
        const value = await operation.run({
          tx,
          actor,
          seat,
          input,
          prepared,
          now,
          emit: (entry) => void entries.push(entry),
          afterCommit: (work) => void after.push(work),
        });
        const shaped = operation.output.parse(value);
        await append(tx, entries, actor.personId, now);
        if (operation.type === "command") await keepAnswer(tx, actor, options, shaped);
        return shaped;
      },
      { readOnly: operation.type === "query", room },
    );
    for (const id of new Set(entries.map((entry) => entry.room))) touched(id);
    for (const work of after)
      await work().catch((error: unknown) =>
        log().error({ err: error, operation: operation.name }, "work after commit failed"),
      );
    return answer;
  } catch (error) {
    const problem = databaseProblem(error);
    // To look at what one's rights no longer cover (a bookmark, an old link) is no attempt at something.
    const told =
      problem instanceof Problem &&
      problem.status === 403 &&
      (operation.type === "command" || problem.code === "role-may-not");
    if (room && refusedAt && told)
      if (await noteDenial(actor, room, refusedAt, operation.name, now)) touched(room);
    if (problem instanceof Problem && problem.code === "stale" && operation.standing)
      throw await withStanding(operation, actor, input, { room, now });
    throw problem;
  }
}

/**
 * The room an operation speaks of: the `room` field of its input, when it has one. It has one way to be written: by its address
 * it is told whether somebody looks at it as somebody else.
 */
function roomOf(operation: Operation, input: unknown): string | undefined {
  if (!operation.capability.startsWith("room.")) return;
  const room = (input as { room?: unknown }).room;
  if (typeof room !== "string") throw new TypeError(`${operation.name} needs a room in its input`);
  if (room !== room.toLowerCase()) throw notFound();
  return room;
}

const id = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * An id is the same in large letters (RFC 9562 §4) and goes on in small ones: the log keeps ids as text, and whoever wrote one
 * their own way would not be found there again. The room's is left, see `roomOf`.
 */
function withPlainIds<T>(input: T): T {
  const plain = (value: unknown): unknown => {
    if (typeof value === "string") return id.test(value) ? value.toLowerCase() : value;
    return Array.isArray(value) ? value.map(plain) : value;
  };
  if (typeof input !== "object" || input === null) return input;
  const entries = Object.entries(input).map(([name, value]) => [
    name,
    name === "room" ? value : plain(value),
  ]);
  return Object.fromEntries(entries) as T;
}

async function checkCapability(
  tx: Tx,
  actor: Actor,
  seat: Seat | null,
  capability: Capability,
  room: string | undefined,
): Promise<void> {
  if (room) {
    if (!seat) throw notFound();
    if (!seatAllows(seat, capability)) throw forbidden("role-may-not");
    return;
  }
  if (capability === "anyone") return;
  const person = await tx
    .selectFrom("person")
    .select(["staff", "owner", "disabled_at"])
    .where("id", "=", actor.personId)
    .executeTakeFirst();
  if (!person || person.disabled_at || !(capability === "staff" ? person.staff : person.owner))
    throw forbidden("role-may-not");
}

/**
 * What decides, leads or owns is done by the person's own hand: not in a session that goes back to a link that somebody
 * else has made for them (docs/decisions/0095).
 */
async function checkOwnHand(tx: Tx, actor: Actor, capability: Capability): Promise<void> {
  if (!actor.sessionId || !["room.decide", "room.lead", "owner"].includes(capability)) return;
  const { rows } = await sql<{ maker: string | null }>`select private.link_maker() as maker`.execute(tx);
  if (rows[0]?.maker) throw forbidden("confirm-yourself");
}

/** Issues of a schema as field problems: the custom message is a catalogue key, else the issue's own code. */
export function inputProblem(error: z.ZodError): Problem {
  const fields: Record<string, FieldProblem> = {};
  for (const issue of error.issues) {
    const path = issue.path.join(".");
    fields[path] ??= fieldProblem(issue);
  }
  return new Problem("input", { status: 422, fields });
}

/** A text that was to be a number and is none: zod tells it by what it received. */
const isNotANumber = (issue: z.core.$ZodIssue) => "received" in issue && issue.received === "NaN";

function fieldProblem(issue: z.core.$ZodIssue): FieldProblem {
  if (/^[a-z]+(-[a-z]+)*$/.test(issue.message)) return { code: issue.message };
  switch (issue.code) {
    case "too_small":
      if (issue.origin === "array" && Number(issue.minimum) <= 1) return { code: "field-choose-some" };
      return Number(issue.minimum) <= 1 && issue.origin === "string"
        ? { code: "field-missing" }
        : {
            code: `field-too-small-${issue.origin === "string" ? "text" : "number"}`,
            params: { minimum: Number(issue.minimum) },
          };
    case "too_big":
      return {
        code: `field-too-big-${issue.origin === "string" ? "text" : "number"}`,
        params: { maximum: Number(issue.maximum) },
      };
    case "invalid_type":
      if (issue.input === undefined || issue.input === null)
        return { code: isNotANumber(issue) ? "field-format-number" : "field-missing" };
      return { code: "field-wrong" };
    case "invalid_format":
      return {
        code: ["email", "url", "uuid", "date", "datetime"].includes(issue.format)
          ? `field-format-${issue.format}`
          : "field-wrong",
      };
    case "invalid_value":
      return { code: "field-choose" };
    default:
      return { code: "field-wrong" };
  }
}

const requestHash = (input: unknown) =>
  createHash("sha256")
    .update(canonicalize(JSON.parse(JSON.stringify(input ?? null))) ?? "")
    .digest();

async function keptAnswer(
  tx: Tx,
  actor: Actor,
  operation: Operation,
  input: unknown,
  options: RunOptions,
): Promise<{ found: boolean; answer?: unknown }> {
  if (!options.idempotencyKey || operation.type === "query") return { found: false };
  const hash = requestHash(input);
  const inserted = await tx
    .insertInto("idempotency")
    .values({
      audience_id: actor.personId,
      key: options.idempotencyKey,
      operation: operation.name,
      request_hash: hash,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 1n) return { found: false };
  const kept = await tx
    .selectFrom("idempotency")
    .selectAll()
    .where("audience_id", "=", actor.personId)
    .where("key", "=", options.idempotencyKey)
    .executeTakeFirst();
  if (!kept) return { found: false };
  if (kept.operation !== operation.name || !kept.request_hash.equals(hash))
    throw new Problem("idempotency-key-reused", { status: 422 });
  return { found: true, answer: kept.response };
}

async function keepAnswer(tx: Tx, actor: Actor, options: RunOptions, answer: unknown): Promise<void> {
  if (!options.idempotencyKey) return;
  await tx
    .updateTable("idempotency")
    .set({ response: JSON.stringify(answer ?? null) })
    .where("audience_id", "=", actor.personId)
    .where("key", "=", options.idempotencyKey)
    .execute();
}

/** Refusals of the database in words: a policy (missing and denied are one), a unique rule, a lock that lost. */
function databaseProblem(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  switch (error.code) {
    case "42501":
      return new Problem("not-found", { status: 404, cause: error });
    case "23505":
      return new Problem("already-exists", { status: 409, cause: error });
    case "23503":
      return new Problem("not-found", { status: 404, cause: error });
    case "40001":
    case "40P01":
      return stale();
    case "22021": // a zero byte, which no text of PostgreSQL holds
      return new Problem("field-wrong", { status: 422, cause: error });
    case "P0001":
      return new Problem(/^[a-z]+(-[a-z]+)*$/.test(error.message) ? error.message : "refused", {
        status: 422,
        cause: error,
      });
    default:
      return error;
  }
}
