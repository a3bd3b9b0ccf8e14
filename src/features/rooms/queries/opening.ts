import { z } from "zod";
import { query } from "#platform/operations/index.ts";
import { blueprintChoices } from "../opened.ts";

const named = z.object({ id: z.uuid(), name: z.string() });

/** What the form for opening a room offers. */
export const opening = query({
  name: "rooms.options",
  summary: "Customers, colleagues, business lines and blueprints to open a room with",
  http: "GET /room-options",
  capability: "staff",
  input: z.object({}),
  output: z.object({
    companies: z.array(named),
    colleagues: z.array(named),
    /** Those of the rooms I am in. */
    businessLines: z.array(z.string()),
    blueprints: z.array(z.object({ key: z.string(), label: z.string() })),
  }),
  async run({ tx }) {
    const companies = await tx
      .selectFrom("company")
      .where("kind", "=", "customer")
      .select(["id", "name"])
      .orderBy("name")
      .limit(1000)
      .execute();
    const colleagues = await tx
      .selectFrom("person")
      .where("staff", "=", true)
      .where("disabled_at", "is", null)
      .select(["id", "name"])
      .orderBy("name")
      .limit(1000)
      .execute();
    const lines = await tx
      .selectFrom("room_profile")
      .where("business_line", "<>", "")
      .select("business_line")
      .distinct()
      .orderBy("business_line")
      .limit(50)
      .execute();
    return {
      companies,
      colleagues,
      businessLines: lines.map((line) => line.business_line),
      blueprints: await blueprintChoices(tx),
    };
  },
});
