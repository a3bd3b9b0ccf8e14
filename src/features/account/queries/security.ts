import { sql } from "kysely";
import { z } from "zod";
import { query } from "#platform/operations/index.ts";

/** What I can sign in with, and where I am signed in. */
export const security = query({
  name: "account.security",
  summary: "My passkeys, password and sessions",
  http: "GET /me/security",
  capability: "anyone",
  input: z.object({}),
  output: z.object({
    passkeys: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        backedUp: z.boolean(),
        createdAt: z.date(),
        usedAt: z.date().nullable(),
        version: z.number(),
      }),
    ),
    password: z.object({ since: z.date().nullable(), pending: z.boolean(), recoveryLeft: z.number() }),
    sessions: z.array(
      z.object({
        id: z.string(),
        method: z.string(),
        agent: z.string(),
        createdAt: z.date(),
        seenAt: z.date(),
        /** Who made the sign-in link that the session goes back to. */
        linkBy: z.string().nullable(),
      }),
    ),
    /** Sign-in links that were made for me; without a maker: on the machine that has the data. */
    links: z.array(
      z.object({
        maker: z.string().nullable(),
        reason: z.string(),
        madeAt: z.date(),
        usedAt: z.date().nullable(),
      }),
    ),
  }),
  async run({ tx, actor }) {
    const mine = actor.viewerId ? "00000000-0000-0000-0000-000000000000" : actor.personId;
    const [passkeys, ways, sessions, makers, links] = await Promise.all([
      tx
        .selectFrom("passkey")
        .select([
          "id",
          "name",
          "backed_up as backedUp",
          "created_at as createdAt",
          "used_at as usedAt",
          "version",
        ])
        .where("audience_id", "=", mine)
        .orderBy("created_at")
        .execute(),
      sql<{ password_at: Date | null; pending: boolean; recovery_left: number }>`
        select * from private.my_ways_in()`.execute(tx),
      tx
        .selectFrom("session")
        .select(["id", "method", "agent", "created_at as createdAt", "seen_at as seenAt"])
        .where("audience_id", "=", mine)
        .where("idle_until", ">", sql<Date>`now()`)
        .where("expires_at", ">", sql<Date>`now()`)
        .orderBy("seen_at", "desc")
        .execute(),
      sql<{ session_id: string; maker: string }>`select * from private.my_link_sessions()`.execute(tx),
      sql<{ maker: string | null; reason: string; made_at: Date; used_at: Date | null }>`
        select * from private.my_sign_in_links()`.execute(tx),
    ]);
    const [way] = ways.rows;
    const linkBy = new Map(makers.rows.map(({ session_id, maker }) => [session_id, maker]));
    return {
      passkeys,
      password: {
        since: way?.password_at ?? null,
        pending: way?.pending ?? false,
        recoveryLeft: way?.recovery_left ?? 0,
      },
      sessions: sessions.map((session) => ({ ...session, linkBy: linkBy.get(session.id) ?? null })),
      links: links.rows.map(({ maker, reason, made_at, used_at }) => ({
        maker,
        reason,
        madeAt: made_at,
        usedAt: used_at,
      })),
    };
  },
});
