import { z } from "zod";
import { stale } from "#platform/errors.ts";
import { changeDeployment, forgetDeployment } from "#platform/identity/deployment.ts";
import { command } from "#platform/operations/index.ts";
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
