import { createHmac, timingSafeEqual } from "node:crypto";
import { deploymentKey } from "./deployment-key.ts";

const settingName = "signing-key";
const macLength = 20; // bytes; with the id a whole number of base64 letters
/** The deployment's key for links that say something by themselves. */
const signingKey = deploymentKey(settingName);

const macOf = (key: Buffer, purpose: string, id: string) =>
  createHmac("sha256", key).update(`${purpose}\n${id}`).digest().subarray(0, macLength);

/** A token for an address that stands for `id` (a UUID), for one purpose, without an end. It can be read, but not made. */
export async function signId(purpose: string, id: string): Promise<string> {
  const mac = macOf(await signingKey(), purpose, id);
  return Buffer.concat([Buffer.from(id.replaceAll("-", ""), "hex"), mac]).toString("base64url");
}

/** The id of a token that was made for this purpose here; null for any other text. */
export async function signedId(purpose: string, token: string): Promise<string | null> {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length !== 16 + macLength || bytes.toString("base64url") !== token) return null;
  const id = bytes.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return timingSafeEqual(bytes.subarray(16), macOf(await signingKey(), purpose, id)) ? id : null;
}
