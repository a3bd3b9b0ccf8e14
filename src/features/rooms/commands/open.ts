import { randomInt } from "node:crypto";
import { sql } from "kysely";
import { z } from "zod";
import { addCompany } from "#features/companies/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { assertNotPast } from "#platform/days.ts";
import { notFound, refused } from "#platform/errors.ts";
import { newHiddenId } from "#platform/ids.ts";
import { command } from "#platform/operations/index.ts";
import { proposeCode } from "../model/code.ts";
import { caseInput, codeInput, profileInput } from "../model/details.ts";
import { roomOpened } from "../opened.ts";
import { caseColumns } from "./case.ts";

/** Opens a room; the one who opens it leads the supplier's side, together with the owner when that is somebody else. */
export const openRoom = command({
  name: "rooms.open",
  summary: "Opens a room for a sales project",
  http: "POST /rooms",
  capability: "staff",
  input: z.object({
    name: z.string().trim().min(1).max(160),
    /** Left out: proposed from the customer's and the project's name. */
    code: codeInput.optional(),
    ...profileInput,
    ...caseInput,
    /** A customer that is not known yet; used when no `company` is chosen. */
    newCompany: z.string().trim().min(1).max(200).optional(),
    /** The customer's name as everyone in the room reads it; left out: the company's. */
    customerName: z.string().trim().min(1).max(160).optional(),
    blueprint: z.string().max(200).optional(),
  }),
  output: z.object({ room: z.uuid(), code: z.string() }),
  async run({ tx, actor, input, now, emit }) {
    assertNotPast(input.expectedDecision, now, "expectedDecision");
    const company = await customerOf(tx, input.company, input.newCompany);
    const customerName = input.customerName ?? company.name;
    const code = input.code ?? (await freeCode(tx, customerName, input.name));
    if (input.code && (await isTaken(tx, input.code))) throw refused("code-taken", {}, "code");
    const columns = caseColumns({ ...input, company: company.id, owner: input.owner ?? actor.personId });

    const room = newHiddenId();
    const audiences = {
      room: newHiddenId(),
      seller: newHiddenId(),
      buyer: newHiddenId(),
      commercial: newHiddenId(),
    };
    await sql`select private.open_room(${room}, ${code}, ${input.name}, ${customerName}, ${audiences.room}, ${audiences.seller},
      ${audiences.buyer}, ${audiences.commercial})`.execute(tx);
    if (columns.owner_id && columns.owner_id !== actor.personId)
      await sql`select private.add_colleague(${room}, ${columns.owner_id}, 'lead', '')`.execute(tx);
    await tx
      .insertInto("room_profile")
      .values({
        room_id: room,
        audience_id: audiences.room,
        business_line: input.businessLine,
        site: input.site,
        scope: input.scope,
      })
      .execute();
    await tx
      .insertInto("room_case")
      .values({ room_id: room, audience_id: audiences.seller, ...columns })
      .execute();
    const subject = { type: "room", id: room };
    emit({
      room,
      audience: audiences.room,
      kind: "room.opened",
      subject,
      data: { name: input.name, code, customer: customerName },
    });
    emit({
      room,
      audience: audiences.seller,
      kind: "room.case-changed",
      subject,
      data: {
        valueMinor: columns.value_minor,
        currency: columns.currency,
        expectedDecision: columns.expected_decision,
        probability: columns.probability,
      },
    });
    await roomOpened({ tx, actor, emit, now }, { room, audiences, blueprint: input.blueprint });
    return { room, code };
  },
});

async function customerOf(tx: Tx, id?: string, fresh?: string): Promise<{ id: string; name: string }> {
  if (id) {
    const company = await tx
      .selectFrom("company")
      .select(["id", "name"])
      .where("id", "=", id)
      .executeTakeFirst();
    if (!company) throw notFound();
    return company;
  }
  if (!fresh) throw refused("customer-needed", {}, "company");
  const known = await tx
    .selectFrom("company")
    .select(["id", "name"])
    .where(sql<boolean>`lower(name) = lower(${fresh})`)
    .executeTakeFirst();
  return known ?? addCompany(tx, { kind: "customer", name: fresh });
}

/** Only among the rooms that I can see: a code that is taken elsewhere must not tell that there is such a room. */
const isTaken = async (tx: Tx, code: string): Promise<boolean> =>
  (await tx.selectFrom("room").select("id").where("code", "=", code).executeTakeFirst()) !== undefined;

async function freeCode(tx: Tx, customer: string, project: string): Promise<string> {
  const proposed = proposeCode(customer, project);
  if (proposed !== "R-ROOM" && !(await isTaken(tx, proposed))) return proposed;
  const letters = "BCDFGHJKLMNPQRSTVWXZ";
  const tail = Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("");
  return proposeCode(customer, project, tail);
}
