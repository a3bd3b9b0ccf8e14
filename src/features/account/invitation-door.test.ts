import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { newPerson, newWorld } from "../../../tests/fixtures/world.ts";
import { config, setConfig } from "../../platform/config.ts";
import { asActor } from "../../platform/database/index.ts";
import { acceptAndEnter, createInvitation, readInvitation } from "../../platform/identity/invitations.ts";
import { holderOf } from "./model.ts";

const database = testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
beforeAll(async () => {
  world = await newWorld();
});
afterEach(() => setConfig({ ...config(), SMTP_URL: undefined }));

const copied = async (email: string) => {
  const { link } = await asActor(world.berta.actor, (tx) =>
    createInvitation(tx, {
      email,
      name: "Nina New",
      companyName: "Mill Advice",
      locale: "en",
      seat: { room: world.room.id, side: "partner", role: "contributor" },
    }),
  );
  return link?.split("/").at(-1) ?? "";
};
const enter = (token: string) =>
  acceptAndEnter(token, { signedInAs: null, name: "Nina", title: "", locale: "en" }, "");

describe("the page behind a copied invitation", () => {
  it("is the same for an address that has an account and one that has none", async () => {
    const [olga] = await database.owner<{ email: string }>("select email from person where id = $1", [
      world.olga.id,
    ]);
    const known = await readInvitation(await copied(olga?.email ?? ""));
    const unknown = await readInvitation(await copied("nobody@mill.example"));
    expect([known?.personId, unknown?.personId]).toEqual([world.olga.id, null]);
    for (const mail of [true, false])
      for (const me of [null, world.carl.id])
        expect(known && holderOf(known, me, mail)).toBe(unknown && holderOf(unknown, me, mail));
    expect(known && holderOf({ ...known, byMail: true }, null, true)).toBe("known");
  });

  it("lets nobody in where there is mail, with the same words for both", async () => {
    const kaisa = await newPerson("Kaisa Known");
    const [row] = await database.owner<{ email: string }>("select email from person where id = $1", [
      kaisa.id,
    ]);
    const tokens = [await copied("new@mill.example"), await copied(row?.email ?? "")];
    setConfig({ ...config(), SMTP_URL: "smtp://127.0.0.1:2525" });
    for (const token of tokens)
      await expect(enter(token)).rejects.toMatchObject({ code: "invitation-confirm" });
    setConfig({ ...config(), SMTP_URL: undefined });
    expect((await enter(tokens[0] ?? "")).known).toBe(false);
  });
});
