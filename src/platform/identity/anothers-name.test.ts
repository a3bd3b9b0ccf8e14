import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { newWorld } from "../../../tests/fixtures/world.ts";
import { asActor } from "../database/index.ts";
import { createInvitation } from "./invitations.ts";

const database = testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
  const [staff] = await database.owner<{ id: string }>("select id from audience where kind = 'staff'");
  await database.owner(
    "insert into company (id, audience_id, kind, name) values (gen_random_uuid(), $1, 'supplier', 'Northmill Systems')",
    [staff?.id],
  );
});

let count = 0;
const partner = (company: string, by: "sara" | "berta" = "berta", side: "partner" | "buyer" = "partner") =>
  asActor(world[by].actor, (tx) =>
    createInvitation(tx, {
      email: `petri${++count}@evil.example`,
      name: "Petri Salonen",
      companyName: company,
      locale: "en",
      seat: { room: world.room.id, side, role: "contributor" },
    }),
  );

describe("nobody comes under another's name", () => {
  it.each([
    "Northmill Systems",
    "NORTHMILL  SYSTEMS",
    "Northmill-Systems Oy",
    "Northmіll Systеms", // Cyrillic і and е
    "Nοrthmill Systems", // Greek omicron
    "Ｎｏｒｔｈｍｉｌｌ Systems", // full width
    "NorthmiII Systems", // capital i for l
    "Nörthmill Systems",
    "Northrnill Systems", // r and n for m
    "Riverside Paper",
    "Riverside Paper Ltd.",
  ])("not as a partner of %s", async (company) => {
    await expect(partner(company)).rejects.toThrow("company-of-a-side");
    await expect(partner(company, "sara")).rejects.toThrow("company-of-a-side");
  });

  it("not as the customer's under the supplier's name, and as anybody else's", async () => {
    await expect(partner("Northmill systems", "berta", "buyer")).rejects.toThrow("company-of-a-side");
    await partner("Riverside Paper", "berta", "buyer");
    await partner("Mill Advice");
    await partner("Northmill Advice");
  });
});
