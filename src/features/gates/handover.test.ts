import { describe, expect, it } from "vitest";
import { asActor } from "#platform/database/index.ts";
import { run } from "#platform/operations/index.ts";
import { database, entries, open, paul, room, world } from "../../../tests/fixtures/gates.ts";
import type { TestPerson } from "../../../tests/fixtures/world.ts";
import { operation } from "../../../tests/visibility/operations.ts";
import { threadsAbout } from "../conversations/index.ts";
import { answerHandover, checkHandoverItem, nameHandoverTeams, offerHandover } from "./index.ts";

describe("a handover", () => {
  it("is talked about on its own screen, by each side among itself or together", async () => {
    await open();
    const [row] = await database.owner<{ id: string }>(
      "select id from handover where room_id = $1 and audience_id = $2",
      [room.id, room.audiences.room],
    );
    const about = { room: room.id, subjectType: "handover" };
    const start = (who: TestPerson, audience: string) =>
      run(operation("conversations.start"), who.actor, {
        ...about,
        subject: row?.id,
        audience,
        text: "When?",
      });
    await start(world.sara, room.audiences.seller);
    await start(world.berta, room.audiences.room);
    const seen = async (who: TestPerson) =>
      (await run(threadsAbout, who.actor, { ...about, subject: row?.id ?? "" })).threads.length;
    expect([await seen(world.sara), await seen(world.berta)]).toEqual([2, 1]);
  });

  let handover: string;
  let version: number;
  const step = async (operation: Parameters<typeof run>[0], who: TestPerson, more: object = {}) => {
    const answer = (await run(operation, who.actor, { room: room.id, handover, version, ...more })) as {
      version: number;
    };
    version = answer.version;
  };
  const leads = async () =>
    (
      await database.owner<{ name: string }>(
        "select name from member where room_id = $1 and side = 'seller' and role = 'lead' order by name",
        [room.id],
      )
    ).map(({ name }) => name);

  it("passes responsibility on: checklist, offer, refusal with a reason, acceptance that changes who leads", async () => {
    await open();
    const rows = await database.owner<{
      id: string;
      definition: { checklist: { key: string; mandatory: boolean }[] };
    }>(
      "select h.id, d.definition from handover h join handover_definition d on d.handover_id = h.id where h.room_id = $1 and h.key = 'project-to-service'",
      [room.id],
    );
    handover = rows[0]?.id ?? "";
    version = 1;
    const { sara, sam, berta } = world;
    await expect(step(offerHandover, sara)).rejects.toMatchObject({ code: "handover-no-team" });
    await expect(
      step(nameHandoverTeams, sara, { sending: [sara.id], receiving: [paul.id] }),
    ).rejects.toMatchObject({ code: "handover-no-lead" });
    await step(nameHandoverTeams, sara, { sending: [sara.id], receiving: [paul.id, sam.id], lead: paul.id });
    await expect(step(offerHandover, sara)).rejects.toMatchObject({ code: "handover-items-open" });
    for (const { key } of rows[0]?.definition.checklist ?? [])
      await step(checkHandoverItem, sara, { item: key, done: "yes" });
    await step(offerHandover, sara);
    await expect(step(answerHandover, sara, { answer: "accepted" })).rejects.toMatchObject({
      code: "handover-not-receiving",
    });
    await expect(step(answerHandover, berta, { answer: "accepted" })).rejects.toMatchObject({ status: 404 });
    await expect(step(answerHandover, paul, { answer: "refused" })).rejects.toMatchObject({
      code: "handover-reason",
    });
    await step(answerHandover, paul, { answer: "refused", reason: "The drawings are missing" });
    expect(await leads()).toEqual(["Sara Seller"]);
    await step(offerHandover, sara);
    const both = await Promise.allSettled(
      [paul, sam].map((who) =>
        run(answerHandover, who.actor, {
          room: room.id,
          handover,
          version,
          answer: who === paul ? "accepted" : "refused",
          reason: "x",
        }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const accepted = both[0]?.status === "fulfilled";
    version += 1;
    if (!accepted) {
      await step(offerHandover, sara);
      await step(answerHandover, paul, { answer: "accepted" });
    }
    expect(await leads()).toEqual(["Paul Project"]);
    expect((await entries(room.audiences.room)).slice(-2)).toEqual(["member.took-lead", "handover.passed"]);
    const seen = await asActor(berta.actor, (tx) =>
      tx.selectFrom("handover_notice").selectAll().where("room_id", "=", room.id).execute(),
    );
    expect(seen).toMatchObject([{ lead_id: paul.id }]);
  });
});
