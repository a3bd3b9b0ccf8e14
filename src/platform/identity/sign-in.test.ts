import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { newPerson, type TestPerson } from "../../../tests/fixtures/world.ts";
import { config, setConfig } from "../config.ts";
import { asActor } from "../database/index.ts";
import { asSystem } from "../database/system.ts";
import { answerCode, askForCode, codeWaiting } from "./codes.ts";
import { demoPeople, signInAsDemo } from "./demo.ts";
import { allowances, networkOf, take } from "./limits.ts";
import { readSignInLink, signInByLink, signInLinkFor } from "./links.ts";
import { safeNext } from "./next.ts";
import { readSession, sessionCookie } from "./session.ts";

const database = testDatabase();
let anna: TestPerson & { email: string };
let count = 0;

async function somebody(): Promise<TestPerson & { email: string }> {
  const person = await newPerson(`Anna ${++count}`);
  const [row] = await database.owner<{ email: string }>("select email from person where id = $1", [
    person.id,
  ]);
  return { ...person, email: row?.email ?? "" };
}
const from = { address: "192.0.2.1", agent: "test" };
const ask = async (email: string) => {
  const asked = await askForCode({ email, address: from.address });
  if (!asked) throw new Error("limited");
  return asked;
};
const wrong = (code: string) => (code === "00000000" ? "00000001" : "00000000");

beforeAll(async () => {
  anna = await somebody();
});

describe("a one-time code", () => {
  it("lets its person in once, in the browser that asked", async () => {
    const { token, post } = await ask(` ${anna.email.toUpperCase()} `);
    const code = post?.code ?? "";
    expect(code).toMatch(/^\d{8}$/);
    expect(await answerCode("x".repeat(43), code, from)).toEqual({ result: "over" });
    const answer = await answerCode(token, `${code.slice(0, 4)} ${code.slice(4)}`, from);
    expect(answer.result).toBe("in");
    const session = answer.result === "in" ? answer.session : "";
    expect((await readSession(session))?.reader.actor.personId).toBe(anna.id);
    expect(await answerCode(token, code, from)).toEqual({ result: "over" });
  });

  it("takes five tries and no more, also when they come at once", async () => {
    const { token, post } = await ask(anna.email);
    const code = post?.code ?? "";
    const answers = await Promise.all(Array.from({ length: 12 }, () => answerCode(token, wrong(code), from)));
    expect(answers.filter((answer) => answer.result === "wrong")).toHaveLength(4);
    expect(await answerCode(token, code, from)).toEqual({ result: "over" });
    expect(await codeWaiting(token)).toBeNull();
  });

  it("lets one of two right answers in when they come at once", async () => {
    const person = await somebody();
    const { token, post } = await ask(person.email);
    const answers = await Promise.all([1, 2, 3].map(() => answerCode(token, post?.code ?? "", from)));
    expect(answers.map((answer) => answer.result).sort()).toEqual(["in", "over", "over"]);
  });

  it("is over after ten minutes", async () => {
    const person = await somebody();
    const { token, post } = await ask(person.email);
    await database.owner("update sign_in_code set expires_at = now() where email = $1", [person.email]);
    expect(await answerCode(token, post?.code ?? "", from)).toEqual({ result: "over" });
  });

  it("answers alike for an address that nobody has, and mails nothing", async () => {
    const unknown = await ask("nobody@mill.example");
    expect(unknown.post).toBeNull();
    expect(unknown.token).toMatch(/^[\w-]{43}$/);
    expect(await codeWaiting(unknown.token)).toEqual({ email: "nobody@mill.example", triesLeft: 5 });
    expect(await answerCode(unknown.token, "12345678", from)).toEqual({ result: "wrong", triesLeft: 4 });
  });

  it("does not let in somebody who was disabled meanwhile", async () => {
    const person = await somebody();
    const { token, post } = await ask(person.email);
    await database.owner("update person set disabled_at = now() where id = $1", [person.id]);
    expect(await answerCode(token, post?.code ?? "", from)).toEqual({ result: "over" });
    expect((await ask(person.email)).post).toBeNull();
  });

  it("ends what was begun with a copied link, at the first proof of the address only", async () => {
    const person = await somebody();
    const link = await signInLinkFor(person.email);
    const copied = await signInByLink(link?.split("/").at(-1) ?? "", "copied");
    const first = await ask(person.email);
    const in1 = await answerCode(first.token, first.post?.code ?? "", from);
    expect(await readSession(copied)).toBeNull();
    const second = await ask(person.email);
    await answerCode(second.token, second.post?.code ?? "", from);
    expect(await readSession(in1.result === "in" ? in1.session : null)).not.toBeNull();
  });
});

describe("limits", () => {
  it("stop an address after so many codes, and another address goes on", async () => {
    const person = await somebody();
    const address = "198.51.100.7";
    const asked = [];
    for (let n = 0; n < allowances.codesToAddress.count + 3; n += 1)
      asked.push(await askForCode({ email: person.email, address }));
    expect(asked.filter((one) => one === null)).toHaveLength(3);
    expect(await askForCode({ email: anna.email, address })).not.toBeNull();
  });

  it("count right when many come at once, and refill with time", async () => {
    const tries = (n: number) =>
      Promise.all(
        Array.from({ length: n }, () => asSystem((tx) => take(tx, "passwordsForAddress", "race@x.example"))),
      ).then((taken) => taken.filter(Boolean).length);
    expect(await tries(25)).toBe(allowances.passwordsForAddress.count);
    await database.owner("update rate_limit set spent_until = spent_until - interval '3 minutes'");
    expect(await tries(25)).toBe(2);
  });

  it("see an IPv6 network as its first 64 bits", () => {
    expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe(networkOf("2001:db8:1:2::9"));
    expect(networkOf("2001:db8::1")).toBe("2001:db8:0:0");
    expect(networkOf("::ffff:192.0.2.4")).toBe("192.0.2.4");
    expect(networkOf("192.0.2.4")).toBe("192.0.2.4");
  });
});

describe("a sign-in link", () => {
  it("shows its person without being used, works once, and not after a day", async () => {
    const token = (await signInLinkFor(anna.email))?.split("/").at(-1) ?? "";
    expect((await readSignInLink(token))?.name).toBe(anna.name);
    const sessions = await Promise.all([1, 2].map(() => signInByLink(token, "")));
    expect(sessions.filter(Boolean)).toHaveLength(1);
    expect(await readSignInLink(token)).toBeNull();
    const late = (await signInLinkFor(anna.email))?.split("/").at(-1) ?? "";
    await database.owner("update sign_in_link set expires_at = now()");
    expect(await signInByLink(late, "")).toBeNull();
    expect(await signInLinkFor("nobody@mill.example")).toBeNull();
  });
});

describe("sessions", () => {
  it("are new at every sign-in and travel in a cookie that scripts cannot read", async () => {
    const sessions = await Promise.all(
      [1, 2].map(async () => {
        const { token, post } = await ask((await somebody()).email);
        const answer = await answerCode(token, post?.code ?? "", from);
        return answer.result === "in" ? answer.session : "";
      }),
    );
    expect(new Set(sessions).size).toBe(2);
    const cookie = sessionCookie(sessions[0] ?? "");
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).not.toMatch(/Secure/);
    const before = config();
    setConfig({ ...before, BASE_URL: "https://rooms.example.com" });
    expect(sessionCookie("t")).toMatch(/; Secure/);
    setConfig(before);
  });

  it("end by themselves: a week after the last use, and ninety days after the beginning whatever the use", async () => {
    const { token, post } = await ask((await somebody()).email);
    const answer = await answerCode(token, post?.code ?? "", from);
    const session = answer.result === "in" ? answer.session : "";
    const [row] = await database.owner<{ id: string; idle: number; absolute: number }>(
      "select id, extract(epoch from idle_until - now()) / 86400 as idle, extract(epoch from expires_at - now()) / 86400 as absolute from session order by created_at desc limit 1",
    );
    expect(Math.round(Number(row?.idle))).toBe(7);
    expect(Math.round(Number(row?.absolute))).toBe(90);
    const set = (column: string, value: string) =>
      database.owner(`update session set ${column} = now() ${value} where id = $1`, [row?.id]);
    expect(await readSession(session)).not.toBeNull();
    await set("idle_until", "- interval '1 second'");
    expect(await readSession(session)).toBeNull();
    await set("idle_until", "+ interval '1 day'");
    await set("seen_at", "- interval '1 hour'");
    expect(await readSession(session)).not.toBeNull(); // and slides
    const [slid] = await database.owner<{ slid: boolean }>(
      "select idle_until > now() + interval '6 days' as slid from session where id = $1",
      [row?.id],
    );
    expect(slid?.slid).toBe(true);
    await set("expires_at", "- interval '1 second'");
    expect(await readSession(session)).toBeNull();
  });

  it("are kept as hashes, and nobody reads them, not even their own", async () => {
    await expect(
      asActor(anna.actor, (tx) => tx.selectFrom("session").select("token_hash").execute()),
    ).rejects.toThrow("permission denied");
  });
});

describe("the demonstration's door", () => {
  it("is shut unless this is the demonstration", async () => {
    expect(await demoPeople()).toEqual([]);
    expect(await signInAsDemo(anna.id, "")).toBeNull();
    const before = config();
    setConfig({ ...before, DEMO: true });
    expect((await demoPeople()).map(({ id }) => id)).toContain(anna.id);
    expect((await readSession(await signInAsDemo(anna.id, "")))?.reader.name).toBe(anna.name);
    setConfig(before);
  });
});

describe("where to go next", () => {
  it("is one of our own addresses, whatever is asked", () => {
    expect(safeNext("/rooms/1?x=1#y")).toBe("/rooms/1?x=1#y");
    for (const evil of [
      "//evil.example",
      "/\\evil.example",
      "https://evil.example",
      "/\t/evil.example",
      "javascript:alert(1)",
      "/%0d%0aset-cookie",
      "/..//evil.example",
      "/.//evil.example",
      "/sign-in?next=/",
      "/sign-out",
      "",
      null,
    ])
      expect(safeNext(evil), String(evil)).toMatch(/^\/($|%0d)/);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((text) => `/${text}`),
        ),
        (text) => {
          expect(new URL(safeNext(text), "https://own.example").origin).toBe("https://own.example");
        },
      ),
    );
  });
});
