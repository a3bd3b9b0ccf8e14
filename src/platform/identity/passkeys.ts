import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { config } from "../config.ts";
import { asActor } from "../database/index.ts";
import { asSystem } from "../database/system.ts";
import { newId } from "../ids.ts";
import { keepChallenge, takeChallenge } from "./challenges.ts";
import type { Reader } from "./context.ts";
import { networkOf, take } from "./limits.ts";
import { beginSession } from "./session.ts";

/** Loaded when the first passkey is asked for: it is large, and a start waits for everything that is loaded with it. */
const webauthn = () => import("@simplewebauthn/server");

/** Passkeys belong to the address people use: its host, and exactly its origin. */
function site(): { id: string; origin: string } {
  const url = new URL(config().BASE_URL);
  return { id: url.hostname, origin: url.origin };
}

/**
 * What the browser needs to sign in with any passkey it has for this site, and the token for its cookie; null when this
 * network has tried too often.
 */
export async function passkeyQuestion(address: string) {
  if (!(await asSystem((tx) => take(tx, "triesFromNetwork", networkOf(address))))) return null;
  const options = await (await webauthn()).generateAuthenticationOptions({
    rpID: site().id,
    userVerification: "required",
  });
  const token = await asSystem((tx) => keepChallenge(tx, options.challenge, null));
  return { options, token };
}

/** Signs in with a passkey. @returns the session's token, null when it does not hold, `too-many` when tried too often */
export async function signInWithPasskey(
  response: AuthenticationResponseJSON,
  token: string | null,
  from: { address: string; agent: string },
): Promise<string | null | "too-many"> {
  const found = await asSystem(async (tx) => {
    if (!(await take(tx, "triesFromNetwork", networkOf(from.address)))) return "too-many" as const;
    const challenge = await takeChallenge(tx, token, null);
    const key = await tx
      .selectFrom("passkey")
      .innerJoin("person", "person.id", "passkey.audience_id")
      .select([
        "passkey.id",
        "passkey.audience_id",
        "credential_id",
        "public_key",
        "counter",
        "link_maker_id",
      ])
      .where("credential_id", "=", String(response.id))
      .where("person.disabled_at", "is", null)
      .executeTakeFirst();
    return challenge && key ? { challenge, key } : null;
  });
  if (found === "too-many" || !found) return found;
  const { challenge, key } = found;
  const proof = await (await webauthn())
    .verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: site().origin,
      expectedRPID: site().id,
      requireUserVerification: true,
      credential: { id: key.credential_id, publicKey: new Uint8Array(key.public_key), counter: key.counter },
    })
    .catch(() => null);
  if (!proof?.verified) return null;
  return asSystem(async (tx) => {
    const used = await tx
      .updateTable("passkey")
      .set({ counter: proof.authenticationInfo.newCounter, used_at: new Date() })
      .where("id", "=", key.id)
      .where("counter", "=", key.counter) // a copied key that answers at the same time loses
      .executeTakeFirst();
    return used.numUpdatedRows === 1n
      ? beginSession(tx, key.audience_id, "passkey", from.agent, key.link_maker_id)
      : null;
  });
}

/** What the browser needs to make a passkey for the person who is signed in, and the token for its cookie. */
export async function passkeyInvitation(reader: Reader, siteName: string) {
  const own = await asActor(reader.actor, (tx) =>
    tx.selectFrom("passkey").select(["credential_id", "transports"]).execute(),
  );
  const options = await (await webauthn()).generateRegistrationOptions({
    rpName: siteName || "Frontstage",
    rpID: site().id,
    userName: reader.email,
    userDisplayName: reader.name,
    userID: new TextEncoder().encode(reader.actor.personId),
    attestationType: "none",
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    excludeCredentials: own.map((key) => ({ id: key.credential_id, transports: key.transports })),
  });
  const token = await asSystem((tx) => keepChallenge(tx, options.challenge, reader.actor.personId));
  return { options, token };
}

/** Keeps a passkey that the browser has made. @returns whether it held */
export async function addPasskey(
  reader: Reader,
  response: RegistrationResponseJSON,
  token: string | null,
  name: string,
): Promise<boolean> {
  const personId = reader.actor.personId;
  const challenge = await asSystem((tx) => takeChallenge(tx, token, personId));
  if (!challenge) return false;
  const proof = await (await webauthn())
    .verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: site().origin,
      expectedRPID: site().id,
      requireUserVerification: true,
    })
    .catch(() => null);
  if (!proof?.verified) return false;
  const { credential, credentialBackedUp } = proof.registrationInfo;
  await asActor(reader.actor, (tx) =>
    tx
      .insertInto("passkey")
      .values({
        audience_id: personId,
        id: newId(),
        credential_id: credential.id,
        public_key: Buffer.from(credential.publicKey),
        counter: credential.counter,
        transports: credential.transports ?? [],
        backed_up: credentialBackedUp,
        name,
      })
      .execute(),
  );
  return true;
}
