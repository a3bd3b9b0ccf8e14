import { z } from "zod";
import { config } from "../config.ts";
import { asSystem } from "../database/system.ts";
import { job } from "../jobs/index.ts";
import { sendInvitation } from "./letters.ts";
import { newToken, tokenHash } from "./session.ts";

/**
 * Mails an open invitation. The link is made here and is in nobody's hands but the addressee's: using it proves the
 * address. A repeated run sends a letter that mail programs know as the same, with a link that is as good.
 */
export const invitationLetter = job({
  name: "identity.invitation-letter",
  schema: z.object({ invitation: z.uuid() }),
  async run({ invitation }) {
    const token = newToken();
    const row = await asSystem(async (tx) => {
      const open = await tx
        .selectFrom("invitation")
        .innerJoin("person", "person.id", "invitation.inviter_id")
        .leftJoin("room", "room.id", "invitation.room_id")
        .select([
          "invitation.email",
          "invitation.locale",
          "invitation.expires_at",
          "invitation.version",
          "person.name as inviter",
          "person.company_name as company",
          "room.name as room",
        ])
        .where("invitation.id", "=", invitation)
        .where("invitation.accepted_at", "is", null)
        .where("invitation.withdrawn_at", "is", null)
        .executeTakeFirst();
      if (open)
        await tx
          .insertInto("invitation_token")
          .values({ token_hash: tokenHash(token), invitation_id: invitation, by_mail: true })
          .execute();
      return open;
    });
    if (!row) return;
    await sendInvitation({
      to: row.email,
      locale: row.locale,
      link: `${config().BASE_URL}/invitation/${token}`,
      inviter: row.inviter,
      company: row.company,
      room: row.room,
      until: row.expires_at,
      key: `invitation:${invitation}:${row.version}`,
    });
  },
});
