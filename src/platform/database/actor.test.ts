import { sql } from "kysely";
import { v4 } from "uuid";
import { describe, expect, it } from "vitest";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { asActor, type Tx } from "./index.ts";
import { asSystem, databasePool } from "./system.ts";

const database = testDatabase();

async function newPerson(name: string, staff: boolean): Promise<string> {
  const id = v4();
  await asSystem(async (tx) => {
    await tx.insertInto("audience").values({ id, kind: "person", name }).execute();
    await tx
      .insertInto("person")
      .values({ id, audience_id: id, email: `${name}@example.com`, name, staff })
      .execute();
    await tx.insertInto("audience_person").values({ audience_id: id, person_id: id }).execute();
  });
  return id;
}

describe("asActor", () => {
  it("shows a person their own row and nobody else's", async () => {
    const [anna, bert] = [await newPerson("anna", true), await newPerson("bert", false)];
    const seen = await asActor({ personId: anna }, (tx) => tx.selectFrom("person").select("id").execute());
    expect(seen).toEqual([{ id: anna }]);
    expect(
      await asActor({ personId: bert }, (tx) =>
        tx.selectFrom("person").select("id").where("id", "=", anna).execute(),
      ),
    ).toEqual([]);
  });

  it("leaves nothing of the person on the connection, and without a person there are no rows", async () => {
    await expect(databasePool().query("select * from person")).rejects.toThrow(
      /permission denied|does not exist/,
    );
    const { rows } = await databasePool().query("select current_setting('app.person_id', true) as person");
    expect(rows[0].person ?? "").toBe("");
  });

  it("rolls back on an error and refuses to write when it only looks", async () => {
    const id = await newPerson("carl", true);
    const rename = (name: string, viewerId?: string) =>
      asActor({ personId: id, ...(viewerId ? { viewerId } : {}) }, (tx) =>
        tx.updateTable("person").set({ name }).where("id", "=", id).execute(),
      );
    await expect(rename("x", id)).rejects.toThrow("read-only");
    await expect(
      asActor({ personId: id }, async (tx) => {
        await tx.updateTable("person").set({ name: "y" }).execute();
        throw new Error("stop");
      }),
    ).rejects.toThrow("stop");
    expect(await database.owner("select name from person where id = $1", [id])).toEqual([{ name: "carl" }]);
  });

  it("refuses an id that is not a UUID before it reaches SQL", async () => {
    await expect(asActor({ personId: "x'; drop table person; --" }, async () => 1)).rejects.toThrow(
      "not a UUID",
    );
  });

  it("asks together what is asked at once, and survives a query among them that fails", async () => {
    const anna = await newPerson("carla", true);
    const slow = (tx: Tx) =>
      sql<{ at: Date }>`select statement_timestamp() as at, pg_sleep(0.05)`.execute(tx);
    const answers = await asActor({ personId: anna }, (tx) => Promise.all([slow(tx), slow(tx), slow(tx)]));
    expect(answers.map(({ rows }) => rows.length)).toEqual([1, 1, 1]);
    const bad = asActor({ personId: anna }, (tx) =>
      Promise.all([slow(tx), sql`select 1 / 0`.execute(tx), slow(tx), sql`select 1`.execute(tx)]),
    );
    await expect(bad).rejects.toThrow(/division by zero/);
    const after = await asActor({ personId: anna }, (tx) => tx.selectFrom("person").select("id").execute());
    expect(after).toEqual([{ id: anna }]);
  });
});
