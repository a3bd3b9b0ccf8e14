import { receiveBody } from "#features/documents/index.ts";
import type { Actor } from "#platform/database/index.ts";
import { operationNamed, run } from "#platform/operations/index.ts";
import { typesetPdf } from "#platform/typeset/index.ts";
import { type Paper, paperSource } from "./paper.ts";

const dayLength = 86_400_000;

/** The answers of operations, as far as stories read them. */
// biome-ignore lint/suspicious/noExplicitAny: a story names operations by their name; each answer has its own shape
type Answer = any;

/**
 * Where the stories are told: everything goes through the operations, as the person who does it, at the moment of the story.
 * Days count from today (negative: before), so that the demonstration is always current.
 */
export class Stage {
  readonly people = new Map<string, Actor>();
  private readonly today: Date;
  private clock: Date;
  private readonly signal: AbortSignal | undefined;

  /** @param options.signal breaks the telling off before its next act */
  constructor({ today = new Date(), signal }: { today?: Date; signal?: AbortSignal | undefined } = {}) {
    this.today = today;
    this.clock = today;
    this.signal = signal;
  }

  /** The moment `days` from today at a time of day (UTC). */
  moment(days: number, time = "09:00"): Date {
    const date = new Date(this.today.getTime() + days * dayLength).toISOString().slice(0, 10);
    const moment = new Date(`${date}T${time}:00Z`);
    return days <= 0 && moment > this.today ? this.today : moment;
  }

  /** The day `days` from today, `YYYY-MM-DD`. */
  day(days: number): string {
    return this.moment(days).toISOString().slice(0, 10);
  }

  /** What follows happens then. */
  at(days: number, time?: string): void {
    this.clock = this.moment(days, time);
  }

  /** The moment of the story. */
  now(): Date {
    return new Date(Math.min(this.clock.getTime(), Date.now()));
  }

  actor(key: string): Actor {
    const actor = this.people.get(key);
    if (!actor) throw new Error(`nobody in the demonstration is called ${key}`);
    return actor;
  }

  /** Somebody does something. Each act moves the clock on by a few minutes. */
  async act(who: string, operation: string, input: Record<string, unknown>): Promise<Answer> {
    this.signal?.throwIfAborted();
    const found = operationNamed(operation);
    if (!found) throw new Error(`there is no operation ${operation}`);
    const at = this.now();
    this.clock = new Date(this.clock.getTime() + 4 * 60_000);
    try {
      return await run(found, this.actor(who), input, found.type === "command" ? { at } : {});
    } catch (error) {
      throw new Error(
        `${who} could not do ${operation} with ${JSON.stringify(input)}: ${JSON.stringify(error)}`,
        { cause: error },
      );
    }
  }

  /** Somebody uploads a paper as a PDF. @returns the reference that a document or revision takes */
  async upload(who: string, room: string, paper: Paper): Promise<string> {
    const pdf = await typesetPdf(paperSource, {
      inputs: paper,
      files: paper.drawing ? { "drawing.svg": paper.drawing } : {},
      madeAt: this.clock,
    });
    const name = encodeURIComponent(`${paper.title}.pdf`);
    const request = new Request(`http://demonstration/?name=${name}`, { method: "POST", body: pdf });
    return (await receiveBody(this.actor(who), room, request)).upload;
  }
}
