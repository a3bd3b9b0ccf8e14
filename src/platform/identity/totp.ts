import { createHash, randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";

const period = 30;
const window = 1; // one step either way for clocks that differ

const totp = (secret: string, issuer = "Frontstage", label = "") =>
  new TOTP({ issuer, label, secret: Secret.fromBase32(secret), period, digits: 6 });

/** A new secret for one-time numbers (RFC 6238), 160 bits, in Base32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** The address that authenticator programs read from the picture. */
export const totpAddress = (secret: string, issuer: string, label: string): string =>
  totp(secret, issuer || "Frontstage", label).toString();

/**
 * The thirty-second step that a number belongs to; null when it is wrong. The caller keeps the last step used and refuses
 * that one and everything before it, so that no number works twice.
 */
export function totpStep(secret: string, number: string, now = Date.now()): number | null {
  const token = number.replace(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totp(secret).validate({ token, timestamp: now, window });
  return delta === null ? null : TOTP.counter({ period, timestamp: now }) + delta;
}

/** The number of a secret at a moment: for tests and for nothing else. */
export const totpNumber = (secret: string, now = Date.now()): string =>
  totp(secret).generate({ timestamp: now });

const alphabet = "abcdefghjkmnpqrstvwxyz0123456789"; // no i, l, o, u: thirty-two letters that are read right

/** Ten recovery codes of 80 bits each, shown once. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: 10 }, () =>
    [...randomBytes(16)]
      .map((byte, index) => (index % 4 === 0 && index > 0 ? "-" : "") + (alphabet[byte % 32] ?? ""))
      .join(""),
  );
}

/** SHA-256 of a recovery code with its person; the code is random enough to need no slow hash. Null: not shaped like one. */
export function recoveryHash(personId: string, code: string): Buffer | null {
  const plain = code.toLowerCase().replace(/[^a-z0-9]/g, "");
  return plain.length === 16 ? createHash("sha256").update(`${personId} ${plain}`).digest() : null;
}
