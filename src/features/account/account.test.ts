import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { newPerson, newRoom, type TestPerson } from "../../../tests/fixtures/world.ts";
import { asSystem } from "../../platform/database/system.ts";
import { beginSession, readSession } from "../../platform/identity/session.ts";
import { totpNumber } from "../../platform/identity/totp.ts";
import { run } from "../../platform/operations/index.ts";
import { readAgent } from "./agents.ts";
import { changeSettings } from "./commands/deployment.ts";
import { renamePasskey } from "./commands/passkeys.ts";
import { beginPassword, confirmPassword, removePassword, waitingPassword } from "./commands/password.ts";
import { inviteColleague, setDisabled, setOwner } from "./commands/people.ts";
import { changeLanguage, changeProfile } from "./commands/profile.ts";
import { endOneSession, endOtherSessions } from "./commands/sessions.ts";
import { people } from "./queries/people.ts";
import { profile } from "./queries/profile.ts";
import { security } from "./queries/security.ts";

const database = testDatabase();
let oona: TestPerson;
let sara: TestPerson;
let erik: TestPerson;
beforeAll(async () => {
  oona = await newPerson("Oona Owner", { staff: true, owner: true });
  sara = await newPerson("Sara Seller", { staff: true });
  erik = await newPerson("Erik Engineer");
});

const session = (person: TestPerson) =>
  asSystem((tx) => beginSession(tx, person.id, "demo", "Firefox/1 (Windows)"));

describe("my profile", () => {
  it("changes in one place and in every room, and a stale form is refused", async () => {
    const room = await newRoom(sara);
    const before = await run(profile, sara.actor, {});
    const input = {
      name: "Sara Myyjä",
      title: "Director",
      phone: "+358 40 123",
      locale: "fi" as const,
      timeZone: "Asia/Tokyo",
      theme: "dark" as const,
      version: before.version,
    };
    expect(await run(changeProfile, sara.actor, input)).toEqual({ version: before.version + 1 });
    expect(await run(profile, sara.actor, {})).toMatchObject({ name: "Sara Myyjä", timeZone: "Asia/Tokyo" });
    expect(await database.owner("select name from member where room_id = $1", [room.id])).toEqual([
      { name: "Sara Myyjä" },
    ]);
    await expect(run(changeProfile, sara.actor, input)).rejects.toMatchObject({ code: "stale" });
    await run(changeLanguage, sara.actor, { language: "en" });
    expect((await run(profile, sara.actor, {})).locale).toBe("en");
  });

  it("names what it refuses", async () => {
    const { version } = await run(profile, erik.actor, {});
    const input = { name: "", phone: "abc", locale: "xx", timeZone: "Moon/Base", theme: "pink", version };
    await expect(run(changeProfile, erik.actor, input)).rejects.toMatchObject({
      fields: {
        name: { code: "field-missing" },
        phone: { code: "phone-shape" },
        timeZone: { code: "time-zone-unknown" },
        locale: { code: "field-choose" },
        theme: { code: "field-choose" },
      },
    });
  });
});

describe("my sessions", () => {
  it("are mine to see and to end, and nobody else's", async () => {
    const [one, two, three] = [await session(erik), await session(erik), await session(erik)];
    const mine = (await run(security, erik.actor, {})).sessions;
    expect(mine).toHaveLength(3);
    const first = (await readSession(one))?.reader.sessionId ?? "";
    await expect(run(endOneSession, sara.actor, { session: first })).rejects.toMatchObject({ status: 404 });
    await run(endOneSession, erik.actor, { session: first });
    expect(await readSession(one)).toBeNull();
    const keep = (await readSession(three))?.reader.sessionId ?? "";
    expect(await run(endOtherSessions, erik.actor, { keep })).toEqual({ ended: 1 });
    expect(await readSession(two)).toBeNull();
    expect(await readSession(three)).not.toBeNull();
    const viewing = { personId: erik.id, viewerId: sara.id };
    expect((await run(security, viewing, {})).sessions).toEqual([]);
  });

  it("are known again by their browser", () => {
    const firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0";
    const safari =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1";
    expect(readAgent(firefox)).toEqual({ browser: "Firefox", system: "Windows" });
    expect(readAgent(safari)).toEqual({ browser: "Safari", system: "iPhone" });
    expect(readAgent("curl/8")).toBeNull();
  });
});

describe("my password", () => {
  it("waits for its first number, which is not any number, and then stands until it is removed", async () => {
    await expect(run(beginPassword, erik.actor, { password: "short" })).rejects.toMatchObject({
      fields: { password: { code: "field-too-small-text" } },
    });
    for (const plain of ["aaaaaaaaaaaa", "password12345", "abcabcabcabc"])
      await expect(run(beginPassword, erik.actor, { password: plain }), plain).rejects.toMatchObject({
        fields: { password: { code: "password-plain" } },
      });
    await expect(run(confirmPassword, erik.actor, { code: "123456" })).rejects.toMatchObject({
      code: "password-not-waiting",
    });
    await run(beginPassword, erik.actor, { password: "a quiet paper mill" });
    const waiting = await run(waitingPassword, erik.actor, {});
    expect(waiting?.address).toContain("otpauth://totp/");
    expect(await run(waitingPassword, sara.actor, {})).toBeNull();
    await expect(run(confirmPassword, erik.actor, { code: "12345" })).rejects.toMatchObject({
      fields: { code: { code: "number-wrong" } },
    });
    const { recoveryCodes } = await run(confirmPassword, erik.actor, {
      code: totpNumber(waiting?.secret ?? ""),
    });
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await run(waitingPassword, erik.actor, {})).toBeNull(); // never shown again
    expect((await run(security, erik.actor, {})).password).toMatchObject({
      recoveryLeft: 10,
      pending: false,
    });
    await run(removePassword, erik.actor, {});
    expect((await run(security, erik.actor, {})).password.since).toBeNull();
  });
});

describe("the deployment", () => {
  it("is its owners' alone", async () => {
    for (const person of [sara, erik]) {
      await expect(run(people, person.actor, {})).rejects.toMatchObject({ status: 403 });
      await expect(
        run(inviteColleague, person.actor, { name: "N", email: "n@x.example", locale: "en" }),
      ).rejects.toMatchObject({ status: 403 });
      await expect(run(changeSettings, person.actor, { name: "Evil", version: 0 })).rejects.toMatchObject({
        status: 403,
      });
    }
  });

  it("shows the supplier's people and nobody of the customer's, and keeps the last owner", async () => {
    const { people: shown } = await run(people, oona.actor, {});
    expect(shown.map(({ name }) => name)).not.toContain("Erik Engineer");
    const me = shown.find(({ id }) => id === oona.id);
    await expect(
      run(setOwner, oona.actor, { person: oona.id, owner: false, version: me?.version ?? 0 }),
    ).rejects.toMatchObject({ code: "last-owner", status: 422 });
    const row = shown.find(({ id }) => id === sara.id);
    const saras = await session(sara);
    const { version } = await run(setDisabled, oona.actor, {
      person: sara.id,
      disabled: true,
      version: row?.version ?? 0,
    });
    expect(await readSession(saras)).toBeNull();
    await expect(
      run(setDisabled, oona.actor, { person: sara.id, disabled: false, version: version - 1 }),
    ).rejects.toMatchObject({ code: "stale" });
    await expect(
      run(setDisabled, oona.actor, { person: erik.id, disabled: true, version: 1 }),
    ).rejects.toMatchObject({ code: "stale" }); // a customer's person is not the owner's to shut out
  });

  it("gives a link for copying without mail, and one open invitation an address", async () => {
    const invited = { name: "Nina", email: "Nina@Northmill.example", locale: "fi" as const };
    const { link } = await run(inviteColleague, oona.actor, invited);
    expect(link).toMatch(/\/invitation\/[\w-]{43}$/);
    await expect(run(inviteColleague, oona.actor, invited)).rejects.toMatchObject({
      code: "already-invited",
    });
    expect((await run(people, oona.actor, {})).invitations).toMatchObject([
      { email: "nina@northmill.example" },
    ]);
  });

  it("keeps its settings against a stale form and a colour that is none", async () => {
    const fields = { name: "Northmill", colour: "#c8102e", version: 0 };
    expect(await run(changeSettings, oona.actor, fields)).toEqual({ version: 1 });
    await expect(run(changeSettings, oona.actor, fields)).rejects.toMatchObject({ code: "stale" });
    await expect(
      run(changeSettings, oona.actor, { ...fields, colour: "red;}", version: 1 }),
    ).rejects.toMatchObject({ fields: { colour: { code: "colour-shape" } } });
  });
});

describe("a passkey's name", () => {
  it("is changed by its person only", async () => {
    const id = crypto.randomUUID();
    await database.owner(
      "insert into passkey (audience_id, id, credential_id, public_key, name) values ($1, $2, 'credential-of-erik', '\\x00', 'Old')",
      [erik.id, id],
    );
    await expect(run(renamePasskey, sara.actor, { passkey: id, name: "Mine", version: 1 })).rejects.toThrow();
    await run(renamePasskey, erik.actor, { passkey: id, name: "Phone", version: 1 });
    expect((await run(security, erik.actor, {})).passkeys).toMatchObject([{ name: "Phone", version: 2 }]);
  });
});
