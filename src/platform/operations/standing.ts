import type { z } from "zod";
import { type Actor, asActor, type Tx } from "../database/index.ts";
import { type Current, Problem } from "../errors.ts";
import type { Operation, Standing } from "./operation.ts";

const none = () => undefined;

/**
 * The refusal of a stale change, with what the thing says now. Read in a transaction of its own as the same person, so
 * row-level security decides what they are told; what they may no longer see at all is answered as missing.
 */
export async function withStanding<In extends z.ZodType, Out extends z.ZodType>(
  operation: Operation<In, Out>,
  actor: Actor,
  input: z.output<In>,
  { room, now }: { room: string | undefined; now: Date },
): Promise<Problem> {
  try {
    const current = await asActor(
      actor,
      async (tx, seat): Promise<Current | undefined> => {
        const standing = await operation.standing?.({
          tx,
          actor,
          seat,
          input,
          prepared: undefined,
          now,
          emit: none,
          afterCommit: none,
        });
        if (!standing) return;
        const { version, fields } = standing;
        return { version, fields, changed: await lastChange(tx, room, standing.subject) };
      },
      { readOnly: true, room },
    );
    return new Problem("stale", { status: 409, ...(current && { current }) });
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** Who changed it last and when, as far as the log of my audiences tells. */
async function lastChange(
  tx: Tx,
  room: string | undefined,
  subject: Standing["subject"],
): Promise<Current["changed"]> {
  if (!room || !subject) return null;
  const entry = await tx
    .selectFrom("log_entry")
    .innerJoin("member", (on) =>
      on.onRef("member.room_id", "=", "log_entry.room_id").onRef("member.id", "=", "log_entry.actor_id"),
    )
    .where("log_entry.room_id", "=", room)
    .where("log_entry.subject_id", "=", subject.id)
    .$if(subject.kinds !== undefined, (entries) => entries.where("log_entry.kind", "in", subject.kinds ?? []))
    .select(["member.name", "log_entry.at"])
    .orderBy("log_entry.at", "desc")
    .limit(1)
    .executeTakeFirst();
  return entry ? { by: entry.name, at: entry.at.toISOString() } : null;
}

/** The fields of a thing as a form's own texts: `value.amount`, "on" for a ticked box, "" for what is not filled in. */
export function formTexts(fields: Record<string, unknown>, prefix = ""): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, string][] => {
      const path = prefix + name;
      if (value === null || value === undefined || value === false) return [[path, ""]];
      if (value === true) return [[path, "on"]];
      if (Array.isArray(value)) return [[path, [...value].map(String).sort().join(" ")]];
      if (typeof value === "object")
        return Object.entries(formTexts(value as Record<string, unknown>, `${path}.`));
      return [[path, String(value)]];
    }),
  );
}
