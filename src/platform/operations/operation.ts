import type { z } from "zod";
import type { Actor, Seat, Tx } from "../database/index.ts";
import type { Emitted } from "../roomlog/index.ts";
import type { Capability } from "./capabilities.ts";

/** What an operation works with. `seat` is the actor's place in the operation's room (null outside rooms). */
export interface Work<Input, Prepared = unknown> {
  tx: Tx;
  actor: Actor;
  seat: Seat | null;
  input: Input;
  /** What `prepare` gave. */
  prepared: Prepared;
  /** The moment of the operation; one for all its rows and entries. */
  now: Date;
  /** Adds an entry to the room log, in this transaction. */
  emit(entry: Emitted): void;
  /** Runs after the commit, never before (wake the job queue, say). Failure is logged and does no harm. */
  afterCommit(work: () => Promise<void>): void;
}

/** What a command's subject says now: told with a refusal of a stale change, so that nobody overwrites unread words. */
export interface Standing {
  version: number;
  /** By the names of the command's input. */
  fields: Record<string, unknown>;
  /** Whose latest entry in the room log tells who changed it and when; `kinds` are those of changes (all, when left out). */
  subject?: { id: string; kinds?: readonly string[] };
}

/** Commands write, queries read. Method and path are those of the REST surface, below /api/v1. */
export interface Operation<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> {
  type: "command" | "query";
  name: string;
  summary: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  capability: Capability;
  input: In;
  output: Out;
  /**
   * Reads what takes time (a page of a file) before the transaction begins, since none is held across it. Nothing is
   * checked yet: it asks the database as the actor, by `asActor`, like everybody else.
   */
  prepare?(given: { actor: Actor; input: z.output<In> }): Promise<unknown>;
  run(work: Work<z.output<In>>): Promise<z.input<Out>>;
  /** Reads, as the actor, what stands now of what the command changes. Null: nothing that could be compared. */
  standing?(work: Work<z.output<In>>): Promise<Standing | null>;
}

/** An operation as it is declared: one text for the form action, the REST route, the API document and the command line. */
export interface Declaration<In extends z.ZodType, Out extends z.ZodType, Prepared = undefined> {
  /** `rooms.open`: feature, dot, verb. Unique. */
  name: string;
  /** One sentence for the API document. */
  summary: string;
  /** `POST /rooms/{room}/documents`; names in braces are fields of the input. */
  http: `${Operation["method"]} /${string}`;
  /** What the actor must be able to do. Operations with a `room` in their input are checked against the seat there. */
  capability: Capability;
  input: In;
  output: Out;
  prepare?(given: { actor: Actor; input: z.output<In> }): Promise<Prepared>;
  run(work: Work<z.output<In>, Prepared>): Promise<z.input<Out>>;
  standing?: Operation<In, Out>["standing"];
}

const registry = new Map<string, Operation>();

/** Every declared operation, by name. */
export const operations = (): Operation[] =>
  [...registry.values()].sort((a, b) => a.name.localeCompare(b.name));

/** An operation by its name. */
export const operationNamed = (name: string): Operation | undefined => registry.get(name);

/** Declares a command: an operation that writes. */
export const command = <In extends z.ZodType, Out extends z.ZodType, Prepared = undefined>(
  declaration: Declaration<In, Out, Prepared>,
) => declare("command", declaration);

/** Declares a query: an operation that only reads; it runs in a read-only transaction. */
export const query = <In extends z.ZodType, Out extends z.ZodType, Prepared = undefined>(
  declaration: Declaration<In, Out, Prepared>,
) => declare("query", declaration);

function declare<In extends z.ZodType, Out extends z.ZodType, Prepared>(
  type: Operation["type"],
  declaration: Declaration<In, Out, Prepared>,
): Operation<In, Out> {
  const { http, ...rest } = declaration;
  const [method, path] = http.split(" ") as [Operation["method"], string];
  const operation = { ...rest, type, method, path } as Operation<In, Out>;
  if (registry.has(operation.name) && !import.meta.hot)
    throw new Error(`two operations are named ${operation.name}`);
  registry.set(operation.name, operation as Operation);
  return operation;
}
