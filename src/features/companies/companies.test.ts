import { beforeAll, describe, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { run, switchChecksOff } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { newWorld } from "../../../tests/fixtures/world.ts";
import { changeCompany, createCompany, listCompanies, oneCompany } from "./operations.ts";

testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});

describe("companies", () => {
  it("are added, found by words and changed by the supplier's people", async () => {
    const { sara, sam } = world;
    const { id } = await run(createCompany, sara.actor, {
      kind: "customer",
      name: "Lakeside Board",
      industry: "Paper and board",
      group: "Lakes Group",
      country: "FI",
    });
    await run(createCompany, sara.actor, { kind: "consultant", name: "Mill Advice" });
    const names = async (filter: object) =>
      (await run(listCompanies, sam.actor, filter)).companies.map((company) => company.name);
    expect(await names({})).toEqual(["Lakeside Board", "Mill Advice"]);
    expect(await names({ words: "lakes gr" })).toEqual(["Lakeside Board"]);
    expect(await names({ words: "100%_" })).toEqual([]);
    expect(await names({ kind: "consultant" })).toEqual(["Mill Advice"]);
    const change = { company: id, version: 1, kind: "customer" as const, name: "Lakeside Board Oy" };
    await run(changeCompany, sam.actor, change);
    await expect(run(changeCompany, sam.actor, change)).rejects.toMatchObject({ status: 409 });
    expect(await run(oneCompany, sara.actor, { company: id })).toMatchObject({ version: 2, country: null });
  });

  it("are refused twice by name, on the field", async () => {
    await expect(
      run(createCompany, world.sara.actor, { kind: "customer", name: "mill advice" }),
    ).rejects.toMatchObject({ fields: { name: { code: "company-known" } } });
  });

  it("are never the customer's to see, past the checks neither", async () => {
    const { berta } = world;
    await expect(run(listCompanies, berta.actor, {})).rejects.toMatchObject({ status: 403 });
    switchChecksOff(true);
    try {
      expect((await run(listCompanies, berta.actor, {})).companies).toEqual([]);
      await expect(run(createCompany, berta.actor, { kind: "customer", name: "Own" })).rejects.toMatchObject({
        status: 403,
      });
      expect(await asActor(berta.actor, (tx) => tx.selectFrom("company").select("id").execute())).toEqual([]);
    } finally {
      switchChecksOff(false);
    }
  });
});
