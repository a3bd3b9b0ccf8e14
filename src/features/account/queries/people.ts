import { sql } from "kysely";
import { z } from "zod";
import { query } from "#platform/operations/index.ts";

/** The supplier's people and those who are invited to be. */
export const people = query({
  name: "deployment.people",
  summary: "The supplier's people, and open invitations to colleagues",
  http: "GET /deployment/people",
  capability: "owner",
  input: z.object({}),
  output: z.object({
    people: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        title: z.string(),
        email: z.string(),
        owner: z.boolean(),
        disabledAt: z.date().nullable(),
        version: z.number(),
      }),
    ),
    invitations: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        email: z.string(),
        expiresAt: z.date(),
        expired: z.boolean(),
      }),
    ),
  }),
  async run({ tx }) {
    const [staff, invitations] = await Promise.all([
      tx
        .selectFrom("person")
        .select(["id", "name", "title", "email", "owner", "disabled_at as disabledAt", "version"])
        .where("staff", "=", true)
        .orderBy(sql`disabled_at is not null`)
        .orderBy(sql`lower(name)`)
        .execute(),
      tx
        .selectFrom("invitation")
        .select([
          "id",
          "name",
          "email",
          "expires_at as expiresAt",
          sql<boolean>`expires_at <= now()`.as("expired"),
        ])
        .where("room_id", "is", null)
        .where("accepted_at", "is", null)
        .where("withdrawn_at", "is", null)
        .orderBy("created_at")
        .execute(),
    ]);
    return { people: staff, invitations };
  },
});
