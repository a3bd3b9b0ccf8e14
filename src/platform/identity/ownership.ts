import { sql } from "kysely";
import { config } from "../config.ts";
import { asSystem } from "../database/system.ts";
import { newId } from "../ids.ts";
import { beginSession, newToken, tokenHash } from "./session.ts";

const linkTo = (token: string): string => `${config().BASE_URL}/first-owner/${token}`;
const hex = (token: string): string => tokenHash(token).toString("hex");
const rescueHours = 24;

/**
 * The link with which the first owner takes a new deployment, made anew at each start until it is used (an older one is
 * dead then). @returns null when the deployment has an owner
 */
export async function firstOwnerLink(): Promise<string | null> {
  return asSystem(async (tx) => {
    const owner = await tx
      .selectFrom("person")
      .select("id")
      .where("owner", "=", true)
      .where("disabled_at", "is", null)
      .executeTakeFirst();
    if (owner) {
      await tx.deleteFrom("setting").where("name", "=", "first-owner").execute();
      return null;
    }
    const token = newToken();
    const value = JSON.stringify({ hash: hex(token) });
    await tx
      .insertInto("setting")
      .values({ name: "first-owner", value })
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
      .execute();
    return linkTo(token);
  });
}

/** A link, good for a day, that makes its user an owner: for a lock-out, from the machine that has the data. */
export async function rescueOwnerLink(): Promise<string> {
  const token = newToken();
  const value = JSON.stringify({
    hash: hex(token),
    expires: new Date(Date.now() + rescueHours * 3_600_000).toISOString(),
  });
  await asSystem((tx) =>
    tx
      .insertInto("setting")
      .values({ name: "owner-link", value })
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
      .execute(),
  );
  return linkTo(token);
}

/** What a link is for: the first owner, or the rescue of a deployment that has a name already; null: neither. */
export async function readOwnerLink(token: string): Promise<"first" | "rescue" | null> {
  const { rows } = await asSystem((tx) =>
    sql<{
      link: "first" | "rescue" | null;
    }>`select private.ownership_link(${tokenHash(token)}) as link`.execute(tx),
  );
  return rows[0]?.link ?? null;
}

/** Who takes the deployment. */
export interface NewOwner {
  supplier: string;
  name: string;
  email: string;
  locale: string;
  agent: string;
}

/** Uses an owner's link, once. @returns the new session's token; refused by the database (42501) when the link is not good */
export async function takeOwnership(token: string, owner: NewOwner): Promise<string> {
  return asSystem(async (tx) => {
    const { rows } = await sql<{
      person: string;
    }>`select private.take_ownership(${tokenHash(token)}, ${newId()}, ${owner.email},
      ${owner.name}, ${owner.locale}, ${owner.supplier}, ${newId()}) as person`.execute(tx);
    const person = rows[0]?.person;
    if (!person) throw new Error("take_ownership gave nobody");
    return beginSession(tx, person, "owner-link", owner.agent);
  });
}
