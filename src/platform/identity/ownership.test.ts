import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { newPerson, newRoom, type TestPerson } from "../../../tests/fixtures/world.ts";
import { asActor } from "../database/index.ts";
import { asSystem } from "../database/system.ts";
import { changeDeployment, deployment, forgetDeployment } from "./deployment.ts";
import { firstOwnerLink, readOwnerLink, rescueOwnerLink, takeOwnership } from "./ownership.ts";
import { beginSession, readSession } from "./session.ts";

const database = testDatabase();
const tokenOf = (link: string | null) => link?.split("/").at(-1) ?? "";
const oona = {
  supplier: "Northmill Systems",
  name: "Oona Owner",
  email: "Oona@northmill.example",
  locale: "fi",
  agent: "",
};
let first: string;
beforeAll(async () => {
  first = tokenOf(await firstOwnerLink());
});

async function versionOf(person: TestPerson): Promise<number> {
  const [row] = await database.owner<{ version: number }>("select version from person where id = $1", [
    person.id,
  ]);
  return row?.version ?? 0;
}
async function setOwner(by: TestPerson, who: TestPerson, make: boolean): Promise<void> {
  const version = await versionOf(who);
  await asActor(by.actor, (tx) => sql`select private.set_owner(${who.id}, ${make}, ${version})`.execute(tx));
}
async function setDisabled(by: TestPerson, who: TestPerson, disable: boolean): Promise<void> {
  const version = await versionOf(who);
  await asActor(by.actor, (tx) =>
    sql`select private.set_disabled(${who.id}, ${disable}, ${version})`.execute(tx),
  );
}
const owners = async () =>
  (await database.owner<{ id: string }>("select id from person where owner and disabled_at is null")).map(
    ({ id }) => id,
  );

describe("the first owner", () => {
  it("takes the deployment with the link of the last start, once", async () => {
    const newer = tokenOf(await firstOwnerLink());
    expect(await readOwnerLink(first)).toBeNull();
    await expect(takeOwnership(first, oona)).rejects.toMatchObject({ code: "42501" });
    expect(await readOwnerLink(newer)).toBe("first");
    const outcomes = await Promise.allSettled([
      takeOwnership(newer, oona),
      takeOwnership(newer, { ...oona, email: "eve@evil.example" }),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await owners()).toHaveLength(1);
    expect(await readOwnerLink(newer)).toBeNull();
    expect(await firstOwnerLink()).toBeNull();
    forgetDeployment();
    expect(await deployment()).toMatchObject({ name: "Northmill Systems", version: 1 });
    const companies = await database.owner("select name from company where kind = 'supplier'");
    expect(companies).toEqual([{ name: "Northmill Systems" }]);
  });

  it("can be rescued from the machine: the person of the address becomes an owner", async () => {
    const sven = await newPerson("Sven", { staff: true });
    const [row] = await database.owner<{ email: string }>("select email from person where id = $1", [
      sven.id,
    ]);
    const token = tokenOf(await rescueOwnerLink());
    expect(await readOwnerLink(token)).toBe("rescue");
    const session = await takeOwnership(token, { ...oona, email: row?.email ?? "" });
    expect((await readSession(session))?.reader).toMatchObject({ name: "Sven", owner: true });
    expect(await readOwnerLink(token)).toBeNull();
    await database.owner("update person set owner = false where id = $1", [sven.id]);
  });
});

describe("the last owner", () => {
  it("stays, when two owners unmake each other at once, twenty times", async () => {
    await database.owner("alter table person disable trigger last_owner_stays");
    await database.owner("update person set owner = false");
    await database.owner("alter table person enable trigger last_owner_stays");
    const one = await newPerson("One", { staff: true, owner: true });
    const two = await newPerson("Two", { staff: true, owner: true });
    for (let round = 0; round < 20; round += 1) {
      const act = round % 2 ? setDisabled : (by: TestPerson, who: TestPerson) => setOwner(by, who, false);
      const outcomes = await Promise.allSettled([
        round % 2 ? act(one, two, true) : act(one, two, false),
        round % 2 ? act(two, one, true) : act(two, one, false),
      ]);
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await owners()).toHaveLength(1);
      const left = (await owners())[0] === one.id ? one : two;
      const other = left === one ? two : one;
      await expect(setOwner(left, left, false)).rejects.toThrow("last-owner");
      await expect(setDisabled(left, left, true)).rejects.toThrow("last-owner");
      await setDisabled(left, other, false);
      await setOwner(left, other, true);
    }
  });

  it("stays also against the system's own jobs", async () => {
    await expect(
      asSystem((tx) => tx.updateTable("person").set({ owner: false }).where("owner", "=", true).execute()),
    ).rejects.toThrow("last-owner");
  });

  it("is nothing that others can make, of themselves or of anybody", async () => {
    const sara = await newPerson("Sara", { staff: true });
    const erik = await newPerson("Erik");
    for (const who of [sara, erik]) {
      await expect(setOwner(who, who, true)).rejects.toMatchObject({ code: "42501" });
      await expect(setDisabled(who, sara, true)).rejects.toMatchObject({ code: "42501" });
      await expect(
        asActor(who.actor, (tx) =>
          tx.updateTable("person").set({ owner: true }).where("id", "=", who.id).execute(),
        ),
      ).rejects.toMatchObject({ code: "42501" });
      await expect(
        asActor(who.actor, (tx) =>
          changeDeployment(
            tx,
            { name: "x", logoText: "", colour: "", supportEmail: "", supportPhone: "" },
            1,
          ),
        ),
      ).rejects.toMatchObject({ code: "42501" });
    }
  });
});

describe("disabling", () => {
  it("ends the person's sessions at once", async () => {
    const [by] = await owners();
    const owner = { id: by ?? "", name: "", actor: { personId: by ?? "" } };
    const sven = await newPerson("Sven Two", { staff: true });
    const session = await asSystem((tx) => beginSession(tx, sven.id, "code", ""));
    await setDisabled(owner, sven, true);
    expect(await readSession(session)).toBeNull();
    await setDisabled(owner, sven, false);
    expect(await readSession(session)).toBeNull();
  });
});

describe("a changed name", () => {
  it("is changed in every room", async () => {
    const sara = await newPerson("Sara Before", { staff: true });
    const room = await newRoom(sara);
    await asActor(sara.actor, (tx) =>
      tx
        .updateTable("person")
        .set({ name: "Sara After", title: "Director" })
        .where("id", "=", sara.id)
        .execute(),
    );
    expect(
      await database.owner("select name, title from member where room_id = $1 and id = $2", [
        room.id,
        sara.id,
      ]),
    ).toEqual([{ name: "Sara After", title: "Director" }]);
  });
});
