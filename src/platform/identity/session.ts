import { createHash, randomBytes } from "node:crypto";
import { config } from "../config.ts";
import type { Tx } from "../database/index.ts";
import { asSystem, databasePool } from "../database/system.ts";
import { newId } from "../ids.ts";
import type { Preferences, Reader } from "./context.ts";
import { announceEnded } from "./endings.ts";

/** How somebody came in. */
export type SignInMethod =
  | "code"
  | "link"
  | "passkey"
  | "password"
  | "invitation"
  | "owner-link"
  | "demo"
  | "oidc";

const cookieName = "frontstage";
const idleDays = 7;
const absoluteDays = 90;
const day = 86_400_000;

/** SHA-256 of a secret reference token: all that is ever kept of it. */
export const tokenHash = (token: string): Buffer => createHash("sha256").update(token).digest();

/** A random reference token of 256 bits, safe in addresses. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** Begins a session in a system transaction. @returns the token for the cookie; it is not kept anywhere. */
export async function beginSession(
  tx: Tx,
  personId: string,
  method: SignInMethod,
  agent: string,
  /** Who made the link that this goes back to; nobody decides in such a session. */
  linkMaker: string | null = null,
): Promise<string> {
  const token = newToken();
  await tx
    .insertInto("session")
    .values({
      audience_id: personId,
      id: newId(),
      token_hash: tokenHash(token),
      method,
      agent: agent.slice(0, 200),
      link_maker_id: linkMaker,
      expires_at: new Date(Date.now() + absoluteDays * day),
      idle_until: new Date(Date.now() + idleDays * day),
    })
    .execute();
  return token;
}

/** Set-Cookie of a session token. */
export function sessionCookie(token: string): string {
  const secure = config().BASE_URL.startsWith("https:") ? "; Secure" : "";
  return `${cookieName}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${(absoluteDays * day) / 1000}${secure}`;
}

/** Set-Cookie that forgets the session. */
export const noSessionCookie = (): string => `${cookieName}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;

/** The value of a cookie in a Cookie header. */
export function cookieValue(header: string | null, name: string): string | null {
  for (const part of (header ?? "").split(";")) {
    const [key, ...rest] = part.trim().split("=");
    if (key === name) return rest.join("=");
  }
  return null;
}

/** The session token of a request: the cookie, or `Authorization: Bearer` for programs. */
export function requestToken(headers: Headers): string | null {
  const bearer = /^Bearer ([\w-]{43})$/.exec(headers.get("authorization") ?? "")?.[1];
  return bearer ?? cookieValue(headers.get("cookie"), cookieName);
}

/** The room that an address speaks of (a screen, its data, or the REST surface); null for all others. */
export function roomOfPath(pathname: string): string | null {
  return (
    /^\/(?:api\/v1\/)?rooms\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=[/.]|$)/.exec(pathname)?.[1] ??
    null
  );
}

/**
 * Who a token belongs to; null when it is unknown, ended or expired. One round trip. With the room of the request, the
 * actor is the person as whom the session looks at that room, if it does (docs/decisions/0020): pages, data, REST,
 * files and streams of a room all come through here, so they all show the same.
 */
export async function readSession(
  token: string | null,
  room: string | null = null,
): Promise<{ reader: Reader; preferences: Preferences } | null> {
  if (!token || !/^[\w-]{43}$/.test(token)) return null;
  const { rows } = await databasePool().query(
    "select s.*, case when $2::uuid is not null then private.viewing(s.session_id, $2) end as viewing from private.session_reader($1) s",
    [tokenHash(token), room],
  );
  const row = rows[0];
  if (!row) return null;
  const viewing: { personId: string; name: string } | null = row.viewing;
  return {
    reader: {
      actor: {
        personId: viewing?.personId ?? row.person_id,
        sessionId: row.session_id,
        ...(viewing && { viewerId: row.person_id }),
      },
      sessionId: row.session_id,
      viewing: viewing && room ? { room, name: viewing.name } : null,
      name: row.name,
      email: row.email,
      companyName: row.company_name,
      staff: row.staff,
      owner: row.owner,
    },
    preferences: { locale: row.locale, timeZone: row.time_zone, theme: row.theme },
  };
}

/** Ends a session by its token (signing out), and the streams that hang on it. */
export async function endSession(token: string): Promise<void> {
  const ended = await asSystem((tx) =>
    tx
      .deleteFrom("session")
      .where("token_hash", "=", tokenHash(token))
      .returning("audience_id")
      .executeTakeFirst(),
  );
  if (ended) announceEnded(ended.audience_id);
}
