import { sql } from "kysely";
import { z } from "zod";
import { deploymentShape } from "#platform/identity/deployment.ts";
import { query } from "#platform/operations/index.ts";

/** The deployment's settings. */
export const settings = query({
  name: "deployment.settings",
  summary: "The supplier's name, look and whom to call",
  http: "GET /deployment",
  capability: "anyone",
  input: z.object({}),
  output: deploymentShape,
  async run({ tx }) {
    const { rows } = await sql<{ value: unknown }>`select private.deployment() as value`.execute(tx);
    return deploymentShape.parse(rows[0]?.value ?? {});
  },
});
