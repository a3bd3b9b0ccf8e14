import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { config, setConfig } from "#platform/config.ts";
import { post } from "#platform/identity/letters.ts";
import { runWaitingJobs } from "#platform/jobs/index.ts";
import { run } from "#platform/operations/index.ts";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { newWorld, type TestPerson } from "../../../tests/fixtures/world.ts";
import { logEntries, logHeads, sendHeads } from "./index.ts";
import { mailHeads } from "./jobs.ts";

const database = testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
const box: { to: string; subject: string; text: string; id: string }[] = [];
const server = new SMTPServer({
  authOptional: true,
  closeTimeout: 100,
  disabledCommands: ["STARTTLS"],
  async onData(stream, session, done) {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const { subject = "", text = "", messageId = "" } = await PostalMime.parse(Buffer.concat(chunks));
    box.push({
      to: session.envelope.rcptTo.map(({ address }) => address).join(),
      subject,
      text,
      id: messageId,
    });
    done();
  },
});
let before: ReturnType<typeof config>;
beforeAll(async () => {
  before = config();
  world = await newWorld();
  await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
});
afterAll(() => {
  setConfig(before);
  post().close();
  return new Promise<void>((done) => void server.close(done));
});

const lettersTo = async (who: TestPerson) => {
  const [row] = await database.owner<{ email: string }>("select email from person where id = $1", [who.id]);
  return box.filter(({ to }) => to === row?.email);
};
const hashes = async (who: TestPerson) =>
  (await run(logHeads, who.actor, { room: world.room.id })).heads.map(({ hash }) => hash).filter(Boolean);

describe("the heads of the log", () => {
  it("are asked for by leads only, and the log says so where no mail is sent", async () => {
    const { room, sara, sam, erik, carl, berta } = world;
    for (const who of [sam, erik, carl])
      await expect(run(sendHeads, who.actor, { room: room.id })).rejects.toMatchObject({ status: 403 });
    expect(await run(sendHeads, berta.actor, { room: room.id })).toEqual({
      leads: [berta.name, sara.name].sort(),
      mailed: false,
    });
    const { entries } = await run(logEntries, erik.actor, { room: room.id });
    expect(entries.map(({ kind }) => kind)).toContain("room.heads-sent");
  });

  it("go to the leads of both sides, to each only those of their own audiences", async () => {
    const { room, sara, berta } = world;
    setConfig({ ...before, SMTP_URL: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` });
    // Something in each side's own chain.
    for (const [who, audience] of [
      [sara, room.audiences.seller],
      [berta, room.audiences.buyer],
    ] as const)
      await database.owner(
        `select private.append_entries(array[json_build_object('room', $1::text, 'audience', $2::text, 'at', now(), 'actor', $3::text,
           'kind', 'thread.opened', 'subject', json_build_object('type', 'thread', 'id', null), 'data', '{}'::json)::text])`,
        [room.id, audience, who.id],
      );
    expect(await run(sendHeads, sara.actor, { room: room.id })).toMatchObject({ mailed: true });
    await runWaitingJobs();
    expect(box).toHaveLength(2);
    const [ofSara, ofBerta] = [await hashes(sara), await hashes(berta)];
    const secretOf = (mine: string[], theirs: string[]) => theirs.filter((hash) => !mine.includes(hash));
    const [toSara] = await lettersTo(sara);
    const [toBerta] = await lettersTo(berta);
    for (const hash of ofSara) expect(toSara?.text).toContain(hash);
    for (const hash of ofBerta) expect(toBerta?.text).toContain(hash);
    expect(secretOf(ofSara, ofBerta)).toHaveLength(1);
    expect(secretOf(ofBerta, ofSara)).toHaveLength(1);
    for (const hash of secretOf(ofSara, ofBerta)) expect(toSara?.text).not.toContain(hash);
    for (const hash of secretOf(ofBerta, ofSara)) expect(toBerta?.text).not.toContain(hash);
  });

  it("are not sent to somebody who leads no longer, and a job done twice sends the same mail", async () => {
    const { room, sara, sam } = world;
    const data = { room: room.id, at: new Date().toISOString() };
    const signal = AbortSignal.timeout(10_000);
    box.length = 0;
    await mailHeads.run({ ...data, person: sam.id }, { signal });
    expect(box).toEqual([]);
    for (const _ of [1, 2]) await mailHeads.run({ ...data, person: sara.id }, { signal });
    expect(new Set(box.map(({ id }) => id)).size).toBe(1);
  });
});
