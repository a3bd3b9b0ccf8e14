import { beforeEach, describe, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { asSystem } from "#platform/database/system.ts";
import { makeSignInLink, signInByLink } from "#platform/identity/links.ts";
import { beginSession, readSession } from "#platform/identity/session.ts";
import {
  backstage,
  database,
  dora,
  on,
  open,
  readyIndicative,
  room,
  world,
} from "../../../tests/fixtures/gates.ts";
import { newPerson, type TestPerson } from "../../../tests/fixtures/world.ts";
import { submitGate, voteOnGate } from "./index.ts";

/** The person, in a session of theirs. */
const within = async (who: TestPerson, token: string | null): Promise<TestPerson> => {
  const session = await readSession(token);
  if (!session) throw new Error("no session");
  return { ...who, actor: session.reader.actor };
};

describe("a decision is the person's own", () => {
  let linked: TestPerson;
  beforeEach(async () => {
    await open();
    await readyIndicative();
    await on("indicative", submitGate, world.sara);
    const olaf = await newPerson("Olaf Owner", { staff: true, owner: true });
    const [row] = await database.owner<{ email: string }>("select email from person where id = $1", [
      dora.id,
    ]);
    const link = await makeSignInLink({
      owner: olaf.actor,
      email: row?.email ?? "",
      reason: "lost her phone",
      at: new Date(),
    });
    linked = await within(dora, await signInByLink(link?.split("/").at(-1) ?? "", ""));
  });

  it("is not taken from a session that began by somebody else's link, and is from one of her own", async () => {
    await expect(on("indicative", voteOnGate, linked, { outcome: "go" })).rejects.toMatchObject({
      status: 403,
      code: "confirm-yourself",
    });
    expect((await backstage("indicative")).rounds[0]?.votes).toEqual([]);
    const own = await within(dora, await asSystem((tx) => beginSession(tx, dora.id, "passkey", "")));
    expect(await on("indicative", voteOnGate, own, { outcome: "go" })).toMatchObject({ decided: "go" });
  });

  it("is not taken by the database either", async () => {
    const vote = (actor: TestPerson["actor"]) =>
      asActor(actor, (tx) =>
        tx
          .insertInto("gate_vote")
          .values({
            room_id: room.id,
            audience_id: room.audiences.seller,
            id: crypto.randomUUID(),
            round_id: crypto.randomUUID(),
            by_id: dora.id,
            outcome: "go",
            reason: "",
          } as never)
          .execute(),
      );
    await expect(vote(linked.actor)).rejects.toMatchObject({ code: "42501" });
    await expect(vote(dora.actor)).rejects.not.toMatchObject({ code: "42501" });
  });
});
