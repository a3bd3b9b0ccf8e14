import { z } from "zod";
import { currentRound, isPositive } from "#features/process/index.ts";
import { refused } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { readCourse } from "../course/index.ts";
import { changeRoom, winningKey } from "../outcome.ts";
import { assertOurs } from "../refusals.ts";

/**
 * Tells everyone in the room that the contract is in force, once the gate of the contract has been passed; or that a sale
 * that had ended goes on. That it has ended is told by `rooms.explain-loss`.
 */
export const tellOutcome = command({
  name: "rooms.tell-outcome",
  summary: "Tells everyone in the room that the contract is in force, or that the sale goes on",
  http: "PUT /rooms/{room}/outcome",
  capability: "room.lead",
  input: z.object({ room: z.uuid(), outcome: z.enum(["won", "open"]) }),
  output: z.object({ state: z.enum(["won", "open"]) }),
  async run({ tx, seat, input, emit }) {
    assertOurs(seat);
    const { room, outcome } = input;
    if (outcome === "open") {
      if (!(await changeRoom({ tx, emit }, room, "lost", "open", "room.reopened")))
        throw refused("loss-not-lost");
      await tx.deleteFrom("loss").where("room_id", "=", room).where("side", "=", "seller").execute();
      return { state: outcome };
    }
    const key = await winningKey(tx, room);
    const gate = await tx
      .selectFrom("gate")
      .select("id")
      .where("room_id", "=", room)
      .where("key", "=", key ?? "")
      .executeTakeFirst();
    const decision = gate && currentRound((await readCourse(tx, room, gate.id)).rounds).decision;
    if (!decision || decision.ending === "no-decision" || !isPositive(decision.ending))
      throw refused("sale-not-passed");
    if (!(await changeRoom({ tx, emit }, room, "open", "won", "room.won"))) throw refused("loss-not-open");
    return { state: outcome };
  },
});
