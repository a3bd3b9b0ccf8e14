import { z } from "zod";
import { forbidden, notFound, refused, stale } from "#platform/errors.ts";
import { amountText } from "#platform/money.ts";
import { command } from "#platform/operations/index.ts";
import { caseInput, profileInput } from "../model/details.ts";
import { roomDetails } from "../queries/details.ts";
import { caseColumns } from "./case.ts";

/** Changes what everyone in the room reads of it. */
export const changeRoom = command({
  name: "rooms.change",
  summary: "Changes the name, customer's name, business line, site and scope of a room",
  http: "PATCH /rooms/{room}",
  capability: "room.lead",
  input: z.object({
    room: z.uuid(),
    version: z.int(),
    name: z.string().trim().min(1).max(160),
    customerName: z.string().trim().min(1).max(160),
    ...profileInput,
  }),
  output: z.object({ version: z.int() }),
  async run({ tx, seat, input, emit }) {
    if (seat?.side !== "seller") throw forbidden("sellers-only");
    const changed = await tx
      .updateTable("room_profile")
      .set({
        business_line: input.businessLine,
        site: input.site,
        scope: input.scope,
        version: input.version + 1,
      })
      .where("room_id", "=", input.room)
      .where("version", "=", input.version)
      .returning("audience_id")
      .executeTakeFirst();
    if (!changed) throw stale();
    await tx
      .updateTable("room")
      .set((eb) => ({
        name: input.name,
        customer_name: input.customerName,
        version: eb("version", "+", 1),
      }))
      .where("id", "=", input.room)
      .execute();
    emit({
      room: input.room,
      audience: changed.audience_id,
      kind: "room.changed",
      subject: { type: "room", id: input.room },
      data: { name: input.name, customer: input.customerName },
    });
    return { version: input.version + 1 };
  },
  async standing(work) {
    const { name, customerName, profile } = await roomDetails.run(work);
    const { version, ...rest } = profile;
    const fields = { name, customerName, ...rest };
    return { version, fields, subject: { id: work.input.room, kinds: ["room.changed"] } };
  },
});

/** Changes the supplier's own view of the case; the customer never sees any of it. */
export const changeCase = command({
  name: "rooms.change-case",
  summary: "Changes value, odds, expected decision, owner and notes: the supplier's own view",
  http: "PATCH /rooms/{room}/case",
  capability: "room.work",
  input: z.object({ room: z.uuid(), version: z.int(), ...caseInput }),
  output: z.object({ version: z.int() }),
  async run({ tx, seat, input, emit }) {
    if (seat?.side !== "seller") throw notFound();
    const columns = caseColumns(input);
    if (columns.owner_id) {
      const owner = await tx
        .selectFrom("member")
        .select("id")
        .where("room_id", "=", input.room)
        .where("id", "=", columns.owner_id)
        .where("side", "=", "seller")
        .where("left_at", "is", null)
        .executeTakeFirst();
      if (!owner) throw refused("owner-not-in-team", {}, "owner");
    }
    const changed = await tx
      .updateTable("room_case")
      .set({ ...columns, version: input.version + 1 })
      .where("room_id", "=", input.room)
      .where("version", "=", input.version)
      .returning("audience_id")
      .executeTakeFirst();
    if (!changed) throw stale();
    emit({
      room: input.room,
      audience: changed.audience_id,
      kind: "room.case-changed",
      subject: { type: "room", id: input.room },
      data: {
        valueMinor: columns.value_minor,
        currency: columns.currency,
        expectedDecision: columns.expected_decision,
        probability: columns.probability,
      },
    });
    return { version: input.version + 1 };
  },
  async standing(work) {
    const view = (await roomDetails.run(work)).case;
    if (!view) throw notFound();
    const { version, company, owner, value, ...rest } = view;
    return {
      version,
      fields: {
        ...rest,
        company: company?.id ?? null,
        owner: owner?.id ?? null,
        value: value && { amount: amountText(value.minor, value.currency), currency: value.currency },
      },
      subject: { id: work.input.room, kinds: ["room.case-changed"] },
    };
  },
});
