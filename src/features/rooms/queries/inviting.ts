import { z } from "zod";
import { query } from "#platform/operations/index.ts";
import { side } from "../model/room.ts";

/** What the form for bringing people in offers: the sides I may invite to, and colleagues who have an account. */
export const inviting = query({
  name: "invitations.options",
  summary: "To which sides I may invite, and which colleagues can be brought in without an invitation",
  http: "GET /rooms/{room}/invitations/options",
  capability: "room.lead",
  input: z.object({ room: z.uuid() }),
  output: z.object({
    /** My own side first; for the supplier's lead `buyer` until the customer has a lead of its own. */
    sides: z.array(side),
    company: z.string(),
    customer: z.string(),
    colleagues: z.array(z.object({ id: z.uuid(), name: z.string(), title: z.string() })),
  }),
  async run({ tx, actor, seat, input }) {
    const people = await tx
      .selectFrom("member")
      .innerJoin("room", "room.id", "member.room_id")
      .where("member.room_id", "=", input.room)
      .where("member.left_at", "is", null)
      .select(["member.id", "member.side", "member.role", "member.company_name", "room.customer_name"])
      .execute();
    const me = people.find((person) => person.id === actor.personId);
    const seller = seat?.side === "seller";
    const customerLed = people.some((person) => person.side === "buyer" && person.role === "lead");
    const colleagues = seller
      ? await tx
          .selectFrom("person")
          .where("staff", "=", true)
          .where("disabled_at", "is", null)
          .where(
            "id",
            "not in",
            people.map((person) => person.id),
          )
          .select(["id", "name", "title"])
          .orderBy("name")
          .limit(500)
          .execute()
      : [];
    return {
      sides: (seller ? side.options : side.options.slice(1)).filter(
        (one) => one !== "buyer" || !seller || !customerLed,
      ),
      company: me?.company_name ?? "",
      customer: me?.customer_name ?? "",
      colleagues,
    };
  },
});
