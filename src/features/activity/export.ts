import type { Actor } from "#platform/database/index.ts";
import { run } from "#platform/operations/index.ts";
import { exportLog, logHeads } from "./queries/chains.ts";

/**
 * A room's log as JSON lines, for `scripts/verify-log.ts`: a line with the heads, then every entry up to them. It is read
 * a page at a time, each in a transaction of its own, so that no slow download holds one open.
 */
export async function* logLines(actor: Actor, room: string, now = new Date()): AsyncGenerator<string> {
  const { heads } = await run(logHeads, actor, { room });
  const last = new Map(heads.map((head) => [head.audience, head.entries]));
  yield `${JSON.stringify({ format: "frontstage-log-1", room, exportedAt: now.toISOString(), heads })}\n`;
  let cursor: string | undefined;
  do {
    const page = await run(exportLog, actor, { room, cursor });
    for (const entry of page.entries)
      if (entry.seq <= (last.get(entry.audience) ?? 0)) yield `${JSON.stringify(entry)}\n`;
    cursor = page.next ?? undefined;
  } while (cursor);
}
