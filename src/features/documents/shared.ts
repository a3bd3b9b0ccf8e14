import type { Asking } from "#platform/jobs/index.ts";

/** A revision that came to an audience: added there, or published to it. */
export interface SharedRevision {
  room: string;
  document: string;
}

type Hook = (asking: Asking, shared: SharedRevision) => Promise<void>;

const hooks = new Map<string, Hook>();

/** Has a feature take notice of every revision that is added or published, in that transaction. `feature` makes a second registration replace the first. */
export function onRevisionShared(feature: string, hook: Hook): void {
  hooks.set(feature, hook);
}

/** Tells who takes notice. */
export async function revisionShared(...args: Parameters<Hook>): Promise<void> {
  for (const [, hook] of [...hooks].sort(([a], [b]) => a.localeCompare(b))) await hook(...args);
}
