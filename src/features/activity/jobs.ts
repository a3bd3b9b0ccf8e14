import { z } from "zod";
import { config } from "#platform/config.ts";
import { asActor } from "#platform/database/index.ts";
import { Problem } from "#platform/errors.ts";
import { formatFor, translate, type Values } from "#platform/i18n/index.ts";
import { deployment } from "#platform/identity/deployment.ts";
import { post } from "#platform/identity/letters.ts";
import { job } from "#platform/jobs/index.ts";
import { renderMail } from "#platform/mail/index.ts";
import { readHeads } from "#platform/roomlog/index.ts";
import { type LogKey, logMessages } from "./log-messages.ts";

/** What one lead may see of a room's chains, read as that person; null when they are in the room no longer. */
const readAs = (person: string, room: string) =>
  asActor(
    { personId: person },
    async (tx, seat) => {
      if (seat?.role !== "lead") return null;
      const [heads, audiences, names, reader] = await Promise.all([
        readHeads(tx, room),
        tx.selectFrom("audience").select(["id", "kind", "name"]).where("room_id", "=", room).execute(),
        tx.selectFrom("room").select("name").where("id", "=", room).executeTakeFirstOrThrow(),
        tx
          .selectFrom("person")
          .select(["email", "locale", "time_zone"])
          .where("id", "=", person)
          .where("disabled_at", "is", null)
          .executeTakeFirst(),
      ]);
      return reader && { heads, audiences, room: names.name, reader };
    },
    { readOnly: true, room },
  );

/** Mails one lead the heads of their audiences. Done twice it is the same mail, known by its key. */
export const mailHeads = job({
  name: "log.mail-heads",
  schema: z.object({ room: z.uuid(), person: z.uuid(), at: z.iso.datetime() }),
  async run({ room, person, at }) {
    const seen = await readAs(person, room);
    if (!seen || !post().configured) return;
    const { email, locale, time_zone: zone } = seen.reader;
    const t = (key: LogKey, values?: Values) => translate(logMessages, locale, key, values, zone);
    const lines = seen.heads.flatMap((head) => {
      const audience = seen.audiences.find(({ id }) => id === head.audience);
      if (!audience || !head.head) return [];
      const name = audience.kind === "custom" ? audience.name : t(`heads-${audience.kind as "room"}`);
      return [t("heads-line", { name, entries: head.entries, hash: head.head })];
    });
    try {
      await post().send({
        to: email,
        key: `log-heads:${room}:${person}:${at}`,
        subject: t("heads-subject", { room: seen.room }),
        ...renderMail({
          locale,
          sender: (await deployment()).name || "Frontstage",
          heading: t("heads-subject", { room: seen.room }),
          paragraphs: [t("heads-text", { when: formatFor(locale, zone).dateTime(at) }), ...lines],
          action: {
            label: t("heads-action"),
            href: `${config().BASE_URL}/rooms/${room}/log/verification`,
          },
          footer: { why: t("heads-why") },
        }),
      });
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "mail-refused") throw error; // refused for good: no other try
    }
  },
});
