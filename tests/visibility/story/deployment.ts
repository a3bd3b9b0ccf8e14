import { type Act, act, canary, everyone, id, one, type Story, staff } from "../act.ts";

const version = async (story: Story, person: string) =>
  Number(await one(story, "select version from person where id = $1", [id(story, person)]));
const address = (story: Story, person: string) =>
  one(story, "select email from person where id = $1", [id(story, person)]);
const invited = (story: Story) =>
  one(
    story,
    "select id from invitation where room_id is null and withdrawn_at is null and accepted_at is null",
  );
const company = (name: string) => ({
  kind: "customer",
  name,
  industry: canary(),

  country: "FI",
  group: canary(),
});

/** A picture of four pixels. */
const dot =
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEUlEQVQImWMQMgkTMgljgFAAEA4CcV2GZ44AAAAASUVORK5CYII=";

/** The deployment's owner and the supplier's own lists. */
export const deployment: Act[] = [
  act("oskar", "deployment.settings", undefined, { also: everyone }),
  act("oskar", "deployment.change", async () => ({ name: "Northmill", version: 0 })),
  act("oskar", "deployment.change-logo", () => ({ image: dot })),
  act("oskar", "deployment.people"),
  act("oskar", "deployment.invite", () => ({
    name: canary(),
    email: `${canary()}@example.com`,
    title: canary(),
    locale: "en",
  })),
  act("oskar", "deployment.renew-invitation", async (story) => ({ invitation: await invited(story) })),
  act("oskar", "deployment.withdraw-invitation", async (story) => ({ invitation: await invited(story) })),
  act("oskar", "deployment.set-owner", async (story) => ({
    person: id(story, "tess"),
    owner: true,
    version: await version(story, "tess"),
  })),
  act("oskar", "deployment.set-owner", async (story) => ({
    person: id(story, "tess"),
    owner: false,
    version: await version(story, "tess"),
  })),
  act("oskar", "deployment.set-disabled", async (story) => ({
    person: id(story, "tess"),
    disabled: true,
    version: await version(story, "tess"),
  })),
  act("oskar", "deployment.set-disabled", async (story) => ({
    person: id(story, "tess"),
    disabled: false,
    version: await version(story, "tess"),
  })),
  act("oskar", "deployment.sign-in-link", async (story) => ({
    email: await address(story, "tess"),
    reason: canary(),
  })),
  act("oskar", "deployment.free-address", async (story) => ({
    email: await address(story, "quinn"),
    reason: canary(),
  })),
  act("sara", "companies.list", undefined, { also: staff }),
  act("sara", "companies.add", () => company(`Company ${canary()}`), {
    also: staff,
    keep: (answer, story) => {
      story.ids.company = answer.id ?? "";
    },
  }),
  act("sara", "companies.get", (story) => ({ company: id(story, "company") }), { also: staff }),
  act(
    "sara",
    "companies.change",
    (story) => ({ company: id(story, "company"), version: 1, ...company(`Company ${canary()}`) }),
    { also: staff },
  ),
];
