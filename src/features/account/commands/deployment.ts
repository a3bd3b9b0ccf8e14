import { z } from "zod";
import { stale } from "#platform/errors.ts";
import { changeDeployment, changeDeploymentLogo, forgetDeployment } from "#platform/identity/deployment.ts";
import { command } from "#platform/operations/index.ts";
import { LOGO_LIMIT, logoOf } from "../logo.ts";
import { deploymentFields } from "../model.ts";
import { settings } from "../queries/deployment.ts";

/** Changes the deployment's settings. */
export const changeSettings = command({
  name: "deployment.change",
  summary: "Changes the supplier's name, look and whom to call",
  http: "PUT /deployment",
  capability: "owner",
  input: deploymentFields.extend({ version: z.coerce.number().int() }),
  output: z.object({ version: z.number() }),
  async run({ tx, input, afterCommit }) {
    const { version, ...fields } = input;
    const now = await changeDeployment(tx, fields, version);
    if (!now) throw stale();
    afterCommit(async () => forgetDeployment());
    return { version: now };
  },
  async standing({ input: _, ...work }) {
    const { version = 0, ...fields } = await settings.run({ ...work, input: {} });
    return { version, fields };
  },
});

/** Sets the supplier's logo, or takes it away. */
export const changeLogo = command({
  name: "deployment.change-logo",
  summary: "Sets the supplier's logo (PNG, JPEG or WebP), or takes it away",
  http: "PUT /deployment/logo",
  capability: "owner",
  input: z.object({
    /** The file in Base64; left out, the logo is taken away. */
    image: z
      .base64()
      .max(Math.ceil(LOGO_LIMIT / 3) * 4, "logo-too-large")
      .optional(),
  }),
  output: z.object({}),
  prepare: async ({ input: { image } }) =>
    image === undefined ? null : logoOf(Buffer.from(image, "base64")),
  async run({ tx, prepared, afterCommit }) {
    await changeDeploymentLogo(tx, prepared);
    afterCommit(async () => forgetDeployment());
    return {};
  },
});
