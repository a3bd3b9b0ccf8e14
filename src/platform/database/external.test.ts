import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ConfigError } from "../config.ts";
import { checkExternal } from "./external.ts";

/** What is said of a database that cannot be used: its real refusals, asked of the server of the tests. */
const name = `external_${randomBytes(6).toString("hex")}`;
const password = randomBytes(12).toString("hex");
let admin: pg.Client;
/** The database of the tests as its owner `name`; `change` may make the address wrong. */
const address = (change: (url: string) => string = (url) => url) => {
  const query = inject("ownerUrl").split("?")[1];
  return change(`postgresql://${name}:${password}@/${name}?${query}`);
};
const words = (url: string) =>
  checkExternal(url).then(
    () => "",
    (error) => {
      expect(error).toBeInstanceOf(ConfigError);
      expect(error.message).not.toContain(password);
      return String(error.message);
    },
  );

beforeAll(async () => {
  admin = new pg.Client({ connectionString: inject("ownerUrl") });
  await admin.connect();
  await admin.query("select pg_advisory_lock(7202)"); // beside the clones of other test files
  await admin.query(`create role ${name} login password '${password}'`);
  await admin.query(
    `create database ${name} template template0 encoding 'LATIN1' locale 'C' connection limit 20`,
  );
  await admin.query("select pg_advisory_unlock(7202)");
});
afterAll(async () => {
  await admin.query(`drop database ${name}`);
  await admin.query(`revoke frontstage_runtime, frontstage_member, frontstage_system from ${name}`);
  await admin.query(`drop role ${name}`);
  await admin.end();
});

describe("a database of one's own", () => {
  it("is refused with the reason and the cure, until it can be used", async () => {
    expect(await words(address())).toMatch(/keeps text as LATIN1/);
    await admin.query(`drop database ${name}`);
    await admin.query(`create database ${name} template template0 encoding 'UTF8' locale 'C'`);
    expect(await words(address())).toContain(`alter database "${name}" owner to "${name}"`);
    await admin.query(`alter database ${name} owner to ${name}`);
    expect(await words(address())).toContain(`alter role "${name}" createrole`);
    await admin.query(`alter role ${name} createrole`);
    const grant = /grant .*/.exec(await words(address()))?.[0] ?? "";
    await admin.query(grant);
    expect(await words(address())).toBe("");
    expect(await words(inject("ownerUrl"))).toBe("");
  });

  it("is refused when it is not there", async () => {
    expect(await words(address((url) => url.replace(`/${name}?`, "/nowhere?")))).toMatch(/no such database/);
    expect(await words(address((url) => url.replace(password, "wrong")))).toMatch(/name or the password/);
    expect(await words("postgres://somebody@127.0.0.1:1/frontstage")).toMatch(/nothing listens/);
  });
});
