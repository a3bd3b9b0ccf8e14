import { createHash } from "node:crypto";
import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "../database/index.ts";
import { databasePool } from "../database/system.ts";

/** What everybody may know of the deployment: the supplier's name, look and whom to call. */
export const deploymentShape = z.object({
  name: z.string().default(""),
  /** Words in the place of a logo; empty: the name. */
  logoText: z.string().default(""),
  /** SHA-256 of the logo's picture, by which a browser keeps it; empty: words. */
  logo: z.string().default(""),
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
  changed: Omit<Deployment, "version" | "logo">,
  version: number,
): Promise<number | null> {
  const { rows } = await sql<{ version: number | null }>`
    select private.change_deployment(${JSON.stringify(changed)}::jsonb, ${version}) as version`.execute(tx);
  return rows[0]?.version ?? null;
}

const logoShape = z.object({ hash: z.string(), png: z.base64() });

/** The logo's picture, or null when there is none. */
export async function deploymentLogo(): Promise<{ hash: string; png: Buffer } | null> {
  const { rows } = await databasePool().query("select private.deployment_logo() as value");
  const logo = logoShape.nullable().parse(rows[0]?.value ?? null);
  return logo && { hash: logo.hash, png: Buffer.from(logo.png, "base64") };
}

/** Changes the logo as an owner; null takes it away. */
export async function changeDeploymentLogo(tx: Tx, png: Buffer | null): Promise<void> {
  const logo = png && {
    hash: createHash("sha256").update(png).digest("hex"),
    png: png.toString("base64"),
  };
  await sql`select private.change_logo(${logo && JSON.stringify(logo)}::jsonb)`.execute(tx);
}

/** Reads the settings anew on the next page (after a change). */
export function forgetDeployment(): void {
  kept = undefined;
}
