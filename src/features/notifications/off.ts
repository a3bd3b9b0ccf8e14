import { run } from "#platform/operations/index.ts";
import { signedId } from "#platform/signing.ts";
import { turnOff } from "./commands/settings.ts";
import { offPurpose } from "./letter.ts";

/** Whether a link from a mail names somebody. */
export const knowsLink = async (token: string): Promise<boolean> =>
  (await signedId(offPurpose, token)) !== null;

/** Turns mails off for the person whom a signed link names, without signing in (RFC 8058). @returns false for any other text */
export async function turnOffByLink(token: string): Promise<boolean> {
  const personId = await signedId(offPurpose, token);
  if (!personId) return false;
  await run(turnOff, { personId }, {});
  return true;
}
