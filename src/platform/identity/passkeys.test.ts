import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { newPerson } from "../../../tests/fixtures/world.ts";
import { config } from "../config.ts";
import { asSystem } from "../database/system.ts";
import type { Reader } from "./context.ts";
import { addPasskey, passkeyInvitation, passkeyQuestion, signInWithPasskey } from "./passkeys.ts";
import { beginSession, readSession } from "./session.ts";

const database = testDatabase();
const from = { address: "192.0.2.1", agent: "" };
let anna: Reader;
let eve: Reader;

async function reader(name: string): Promise<Reader> {
  const person = await newPerson(name);
  const session = await readSession(await asSystem((tx) => beginSession(tx, person.id, "code", "")));
  if (!session) throw new Error("no session");
  return session.reader;
}

/** An authenticator in software: one ES256 key, answering as a browser would. */
function authenticator() {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = randomBytes(32);
  const jwk = publicKey.export({ format: "jwk" });
  let counter = 0;
  const data = (rpId: string, attested: Buffer) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const flags = 0x05 | (attested.length > 0 ? 0x40 : 0); // present, verified
    return Buffer.concat([createHash("sha256").update(rpId).digest(), Buffer.from([flags]), count, attested]);
  };
  const client = (type: string, challenge: string, origin: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  return {
    make(challenge: string, origin: string, rpId = "localhost"): RegistrationResponseJSON {
      const cose = isoCBOR.encode(
        new Map<number, number | Uint8Array<ArrayBuffer>>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, new Uint8Array(Buffer.from(String(jwk.x), "base64url"))],
          [-3, new Uint8Array(Buffer.from(String(jwk.y), "base64url"))],
        ]),
      );
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const authData = data(rpId, Buffer.concat([Buffer.alloc(16), length, id, cose]));
      const attestation = isoCBOR.encode(
        new Map<string, unknown>([
          ["fmt", "none"],
          ["attStmt", new Map()],
          ["authData", new Uint8Array(authData)],
        ]) as Parameters<typeof isoCBOR.encode>[0],
      );
      return {
        id: id.toString("base64url"),
        rawId: id.toString("base64url"),
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: client("webauthn.create", challenge, origin).toString("base64url"),
          attestationObject: Buffer.from(attestation).toString("base64url"),
        },
      };
    },
    answer(challenge: string, origin: string, rpId = "localhost"): AuthenticationResponseJSON {
      counter += 1;
      const authenticatorData = data(rpId, Buffer.alloc(0));
      const clientData = client("webauthn.get", challenge, origin);
      const signed = Buffer.concat([authenticatorData, createHash("sha256").update(clientData).digest()]);
      return {
        id: id.toString("base64url"),
        rawId: id.toString("base64url"),
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData.toString("base64url"),
          authenticatorData: authenticatorData.toString("base64url"),
          signature: sign("sha256", signed, privateKey).toString("base64url"),
        },
      };
    },
  };
}

const own = () => new URL(config().BASE_URL).origin;
const key = authenticator();
const foreign = "https://evil.example";

async function ask() {
  const asked = await passkeyQuestion(from.address);
  if (!asked) throw new Error("limited");
  return asked;
}

beforeAll(async () => {
  anna = await reader("Anna");
  eve = await reader("Eve");
});

describe("a passkey", () => {
  it("is kept only for the person and browser that asked, from our own address", async () => {
    const asked = await passkeyInvitation(anna, "Northmill");
    expect(asked.options.authenticatorSelection).toMatchObject({
      residentKey: "required",
      userVerification: "required",
    });
    expect(await addPasskey(eve, key.make(asked.options.challenge, own()), asked.token, "Key")).toBe(false);
    const again = await passkeyInvitation(anna, "Northmill");
    expect(await addPasskey(anna, key.make(again.options.challenge, foreign), again.token, "Key")).toBe(
      false,
    );
    const third = await passkeyInvitation(anna, "Northmill");
    expect(await addPasskey(anna, key.make("another", own()), third.token, "Key")).toBe(false);
    const good = await passkeyInvitation(anna, "Northmill");
    expect(await addPasskey(anna, key.make(good.options.challenge, own()), good.token, "Work phone")).toBe(
      true,
    );
    expect(await database.owner("select name from passkey")).toEqual([{ name: "Work phone" }]);
  });

  it("lets its person in, each challenge once", async () => {
    const { options, token } = await ask();
    const answer = key.answer(options.challenge, own());
    const session = await signInWithPasskey(answer, token, from);
    expect((await readSession(session))?.reader.name).toBe("Anna");
    expect(await signInWithPasskey(answer, token, from)).toBeNull();
  });

  it("is refused with another's challenge, from another site, unknown, or with a counter that went back", async () => {
    const one = await ask();
    expect(await signInWithPasskey(key.answer("another", own()), one.token, from)).toBeNull();
    const two = await ask();
    expect(await signInWithPasskey(key.answer(two.options.challenge, foreign), two.token, from)).toBeNull();
    const three = await ask();
    const stranger = authenticator();
    expect(
      await signInWithPasskey(stranger.answer(three.options.challenge, own()), three.token, from),
    ).toBeNull();
    const four = await ask();
    expect(
      await signInWithPasskey(key.answer(four.options.challenge, own(), "evil.example"), four.token, from),
    ).toBeNull();
    await database.owner("update passkey set counter = 1000");
    const five = await ask();
    expect(await signInWithPasskey(key.answer(five.options.challenge, own()), five.token, from)).toBeNull();
    const late = await ask();
    await database.owner("update passkey set counter = 0; update challenge set expires_at = now()");
    expect(await signInWithPasskey(key.answer(late.options.challenge, own()), late.token, from)).toBeNull();
  });

  it("does not let in somebody who is disabled", async () => {
    await database.owner("update person set disabled_at = now() where id = $1", [anna.actor.personId]);
    const { options, token } = await ask();
    expect(await signInWithPasskey(key.answer(options.challenge, own()), token, from)).toBeNull();
  });
});
