import { asActor, type Tx } from "#platform/database/index.ts";
import { Problem } from "#platform/errors.ts";
import { post } from "#platform/identity/letters.ts";
import { newId } from "#platform/ids.ts";
import { type Item, readItems } from "./items.ts";
import { letterAbout, type Reader } from "./letter.ts";
import { topicOf } from "./model/rules.ts";
import { readSettings } from "./settings.ts";

const most = 100; // notifications in one letter; more follow in the next
const unknownAfterMs = 15 * 60_000;

/**
 * Mails a person what is due, in one letter, in three steps: claimed in one transaction, sent outside of any, noted in
 * another. A notification is claimed once, so it is in one letter at most, whatever is killed and tried again; if the
 * process ends between sending and noting, it stays `unknown` and is found on the screen. What the person may see is
 * read in the claiming transaction, as the person, at the time of sending.
 * @throws Problem `mail-unreachable` after giving the claim back, so that the job is tried again
 */
export async function mailDue(personId: string, now = new Date()): Promise<void> {
  const actor = { personId };
  const claim = newId();
  const claimed = await asActor(actor, (tx) => claimDue(tx, personId, claim, now));
  if (!claimed) return;
  try {
    const sent = await post().send(
      await letterAbout(claimed.reader, claimed.items, `notifications:${claim}`),
    );
    await settle(personId, claim, { mail_state: sent ? "sent" : "off" });
  } catch (error) {
    const refused = error instanceof Problem && error.code === "mail-refused";
    await settle(
      personId,
      claim,
      refused ? { mail_state: "refused" } : { mail_state: "waiting", mail_claim: null },
    );
    if (!refused) throw error;
  }
}

async function settle(
  personId: string,
  claim: string,
  state: { mail_state: string; mail_claim?: null },
): Promise<void> {
  await asActor({ personId }, (tx) =>
    tx
      .updateTable("notification")
      .set(state)
      .where("audience_id", "=", personId)
      .where("mail_claim", "=", claim)
      .where("mail_state", "=", "sending")
      .execute(),
  );
}

async function claimDue(
  tx: Tx,
  me: string,
  claim: string,
  now: Date,
): Promise<{ reader: Reader; items: Item[] } | null> {
  const person = await tx
    .selectFrom("person")
    .select(["id", "email", "locale", "time_zone", "disabled_at"])
    .where("id", "=", me)
    .executeTakeFirst();
  if (!person || person.disabled_at) return null;
  await tx
    .updateTable("notification")
    .set({ mail_state: "unknown" })
    .where("audience_id", "=", me)
    .where("mail_state", "=", "sending")
    .where("mail_claimed_at", "<", new Date(now.getTime() - unknownAfterMs))
    .execute();
  const rows = await tx
    .updateTable("notification")
    .set({ mail_state: "sending", mail_claim: claim, mail_claimed_at: now })
    .where("audience_id", "=", me)
    .where("id", "in", (from) =>
      from
        .selectFrom("notification")
        .select("id")
        .where("audience_id", "=", me)
        .where("mail_state", "=", "waiting")
        .where("mail_due", "<=", now)
        .orderBy("at")
        .limit(most)
        .forUpdate()
        .skipLocked(),
    )
    .returning("id")
    .execute();
  if (rows.length === 0) return null;
  const { items } = await readItems(tx, me, { ids: rows.map((row) => row.id), limit: most });
  const settings = await readSettings(tx, me);
  const standing = items.filter((item) => settings.delivery[topicOf[item.reason]] !== "none");
  const kept = new Set(standing.map((item) => item.id));
  const dropped = rows.map((row) => row.id).filter((id) => !kept.has(id));
  if (dropped.length > 0)
    await tx
      .updateTable("notification")
      .set({ mail_state: "dropped" })
      .where("audience_id", "=", me)
      .where("id", "in", dropped)
      .execute();
  if (standing.length === 0) return null;
  return {
    reader: { id: me, email: person.email, locale: person.locale, timeZone: person.time_zone },
    items: standing,
  };
}
