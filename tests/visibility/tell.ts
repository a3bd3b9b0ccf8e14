import { run } from "../../src/platform/operations/index.ts";
import type { Story } from "./act.ts";
import { operation } from "./operations.ts";
import { acts } from "./story/index.ts";

/** Tells the whole story, without anybody trying what they may not. */
export async function tell(story: Story): Promise<void> {
  for (const row of acts) {
    const answer = await run(operation(row.operation), story.people[row.by].actor, await row.input(story));
    await row.keep?.(answer as Record<string, string>, story);
  }
}
