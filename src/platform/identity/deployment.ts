import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "../database/index.ts";
import { databasePool } from "../database/system.ts";

/** What everybody may know of the deployment: the supplier's name, look and whom to call. */
export const deploymentShape = z.object({
  name: z.string().default(""),
  /** Words in the place of a logo; empty: the name. */
  logoText: z.string().default(""),
  /** `#rrggbb`; empty: the house colour. */
  colour: z.string().default(""),
  supportEmail: z.string().default(""),
  supportPhone: z.string().default(""),
  version: z.number().int().default(0),
});
export type Deployment = z.infer<typeof deploymentShape>;

const keptMs = 5000;
let kept: { at: number; value: Promise<Deployment> } | undefined;

/** The deployment's own settings, read at most every few seconds, since every page shows them. */
export function deployment(): Promise<Deployment> {
  if (!kept || Date.now() - kept.at > keptMs) {
    const value = databasePool()
      .query("select private.deployment() as value")
      .then(({ rows }) => deploymentShape.parse(rows[0]?.value ?? {}));
    value.catch(() => {
      kept = undefined;
    });
    kept = { at: Date.now(), value };
  }
  return kept.value;
}

/** Changes the settings as an owner. @returns the new version, or null when somebody changed them meanwhile */
export async function changeDeployment(
  tx: Tx,
  changed: Omit<Deployment, "version">,
  version: number,
): Promise<number | null> {
  const { rows } = await sql<{ version: number | null }>`
    select private.change_deployment(${JSON.stringify(changed)}::jsonb, ${version}) as version`.execute(tx);
  return rows[0]?.version ?? null;
}

/** Reads the settings anew on the next page (after a change). */
export function forgetDeployment(): void {
  kept = undefined;
}
