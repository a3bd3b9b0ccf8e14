import type { Work } from "#platform/operations/index.ts";

/** A message that was just added to a thread, in the transaction that adds it. */
export interface AddedMessage {
  room: string;
  thread: string;
  audience: string;
}

type Hook = (
  work: Pick<Work<unknown>, "tx" | "actor" | "emit" | "now">,
  added: AddedMessage,
) => Promise<void>;

const hooks = new Map<string, Hook>();

/** Has a feature take notice of every answer in a thread. `feature` makes a second registration replace the first. */
export function onAnswer(feature: string, hook: Hook): void {
  hooks.set(feature, hook);
}

/** Tells who takes notice; what they throw undoes the message. */
export async function answered(...args: Parameters<Hook>): Promise<void> {
  for (const [, hook] of [...hooks].sort(([a], [b]) => a.localeCompare(b))) await hook(...args);
}
