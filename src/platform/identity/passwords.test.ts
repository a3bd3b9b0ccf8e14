import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { newPerson, type TestPerson } from "../../../tests/fixtures/world.ts";
import { asActor } from "../database/index.ts";
import { hashPassword, passwordMatches } from "./password-hash.ts";
import { signInWithPassword } from "./password-sign-in.ts";
import { readSession } from "./session.ts";
import { newRecoveryCodes, newTotpSecret, recoveryHash, totpAddress, totpNumber, totpStep } from "./totp.ts";

const database = testDatabase();
const password = "a quiet paper mill";
let anna: TestPerson;
let email: string;
let secret: string;
const recovery = newRecoveryCodes();

const signIn = (number: string, typed = password, who = email) =>
  signInWithPassword({ email: who, password: typed, number, address: "192.0.2.1", agent: "" });

beforeAll(async () => {
  anna = await newPerson("Anna");
  const [row] = await database.owner<{ email: string }>("select email from person where id = $1", [anna.id]);
  email = row?.email ?? "";
  secret = newTotpSecret();
  const hash = await hashPassword(password);
  await asActor(anna.actor, (tx) => sql`select private.begin_password(${hash}, ${secret})`.execute(tx));
});

describe("a password", () => {
  it("does not count before its one-time number was confirmed", async () => {
    expect(await signIn(totpNumber(secret))).toBeNull();
    const hashes = recovery.map((code) => recoveryHash(anna.id, code));
    const step = totpStep(secret, totpNumber(secret, Date.now() - 60_000), Date.now() - 60_000);
    await asActor(anna.actor, (tx) =>
      sql`select private.confirm_password(${step}, ${hashes}::bytea[])`.execute(tx),
    );
    const ways = await asActor(anna.actor, (tx) =>
      sql<{ recovery_left: number }>`select * from private.my_ways_in()`.execute(tx),
    );
    expect(ways.rows[0]).toMatchObject({ has_password: true, pending: false, recovery_left: 10 });
  });

  it("lets in with the number, and no number twice, also at once", async () => {
    expect(await signIn("000000", "another")).toBeNull();
    const number = totpNumber(secret);
    expect(await signIn(number, "not it")).toBeNull();
    const sessions = await Promise.all([signIn(number), signIn(number)]);
    const inside = sessions.filter((session) => session !== null);
    expect(inside).toHaveLength(1);
    expect((await readSession(String(inside[0])))?.reader.name).toBe("Anna");
    expect(await signIn(number)).toBeNull();
    expect(await signIn(totpNumber(secret, Date.now() - 30_000))).toBeNull(); // an older one after it
  });

  it("takes a recovery code in the number's place, each once", async () => {
    await database.owner("delete from rate_limit");
    const code = recovery[3] ?? "";
    const sessions = await Promise.all([signIn(code.toUpperCase()), signIn(code)]);
    expect(sessions.filter((session) => session !== null)).toHaveLength(1);
    expect(await signIn(code)).toBeNull();
    expect(await signIn(newRecoveryCodes()[0] ?? "")).toBeNull();
  });

  it("answers one way for every kind of wrong, and stops after ten", async () => {
    expect(await signIn("123456", password, "nobody@mill.example")).toBeNull();
    const answers = [];
    for (let n = 0; n < 12; n += 1) answers.push(await signIn("123456", "wrong"));
    expect(answers.at(-1)).toBe("too-many");
  });

  it("is out of everybody's sight", async () => {
    for (const table of ["password", "recovery_code", "sign_in_code", "challenge", "rate_limit"] as const)
      await expect(asActor(anna.actor, (tx) => tx.selectFrom(table).selectAll().execute())).rejects.toThrow(
        "permission denied",
      );
    const viewing = { personId: anna.id, viewerId: (await newPerson("Lead")).id };
    const ways = await asActor(viewing, (tx) =>
      sql<{ has_password: boolean }>`select * from private.my_ways_in()`.execute(tx),
    );
    expect(ways.rows[0]).toMatchObject({ has_password: false, recovery_left: 0 });
  });
});

describe("hashes and numbers", () => {
  it("matches a password with its own hash only", async () => {
    const hash = await hashPassword("salakirja ä");
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwordMatches("salakirja a\u0308", hash)).toBe(true);
    expect(await passwordMatches("salakirja", hash)).toBe(false);
    expect(await passwordMatches("salakirja", null)).toBe(false);
    expect(await passwordMatches("x", "plain")).toBe(false);
  });

  it("agrees with the numbers of RFC 6238", () => {
    const rfc = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    expect(totpNumber(rfc, 59_000)).toBe("287082");
    expect(totpStep(rfc, "287 082", 59_000)).toBe(1);
    expect(totpStep(rfc, "287082", 59_000 + 120_000)).toBeNull();
    expect(totpAddress(rfc, "Northmill", "anna@mill.example")).toContain("issuer=Northmill");
  });
});
