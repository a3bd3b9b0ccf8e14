import { randomBytes } from "node:crypto";
import { asSystem } from "./database/system.ts";

/**
 * A key of the deployment, 256 bits, made on first use and shared by all processes through the database. Read once a process.
 * @param name of its row in `setting`
 */
export function deploymentKey(name: string): () => Promise<Buffer> {
  let kept: Promise<Buffer> | undefined;
  return () => {
    kept ??= readKey(name).catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
}

function readKey(name: string): Promise<Buffer> {
  return asSystem(async (tx) => {
    await tx
      .insertInto("setting")
      .values({ name, value: JSON.stringify({ key: randomBytes(32).toString("base64") }) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const { value } = await tx
      .selectFrom("setting")
      .select("value")
      .where("name", "=", name)
      .executeTakeFirstOrThrow();
    return Buffer.from(String(value.key), "base64");
  });
}
