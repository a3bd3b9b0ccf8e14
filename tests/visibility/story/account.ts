import { totpNumber } from "../../../src/platform/identity/totp.ts";
import { type Act, act, canary, everyone, id, one, type Story } from "../act.ts";

const profile = async (story: Story) => ({
  name: `Sara ${canary()}`,
  title: canary(),
  phone: "+358 40 1234567",
  locale: "en",
  timeZone: "Europe/Helsinki",
  theme: "dark",
  version: Number(await one(story, "select version from person where id = $1", [id(story, "sara")])),
});
const passkey = (story: Story, name: string) =>
  one(story, "select id from passkey where audience_id = $1 and name like $2", [
    id(story, "sara"),
    `${name} %`,
  ]);
const also = everyone; // one's own things: everybody has their own

/** What a person does with their own account; nobody else's is within reach. */
export const account: Act[] = [
  act("sara", "account.profile", undefined, { also }),
  act("sara", "account.security", undefined, { also }),
  act("sara", "account.change", profile, { also }),
  act("sara", "account.read-in", () => ({ language: "en" }), { also }),
  act("sara", "account.rename-passkey", async (story) => ({
    passkey: await passkey(story, "one"),
    name: `one ${canary()}`,
    version: 1,
  })),
  act("sara", "account.remove-passkey", async (story) => ({ passkey: await passkey(story, "two") })),
  act("sara", "account.begin-password", () => ({ password: `a quiet ${canary()}` }), { also }),
  act("sara", "account.waiting-password", undefined, {
    also,
    keep: (answer, story) => {
      story.ids.secret = answer.secret ?? "";
    },
  }),
  act(
    "sara",
    "account.confirm-password",
    async (story) => ({ code: await totpNumber(id(story, "secret")) }),
    {
      also, // without a password that waits nothing happens
    },
  ),
  act("sara", "account.renew-recovery-codes", undefined, { also }),
  act("sara", "account.remove-password", undefined, { also }),
];

/** The ends of sessions: at the end of the story. */
export const goodbye: Act[] = [
  act("sara", "account.end-session", async (story) => ({
    session: await one(story, "select id from session where audience_id = $1", [id(story, "sara")]),
  })),
  act("sam", "account.end-other-sessions", async () => ({ keep: crypto.randomUUID() }), { also }),
];
