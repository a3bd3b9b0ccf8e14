import { run } from "../../../src/platform/operations/index.ts";
import type { TestPerson, TestRoom } from "../../fixtures/world.ts";
import type { Owner } from "../hidden.ts";
import { operation } from "../operations.ts";

/** One of two rooms with the same frontstage, and its people. */
export interface Twin {
  room: TestRoom;
  sara: TestPerson;
  sam: TestPerson;
  adam: TestPerson;
  berta: TestPerson;
  erik: TestPerson;
  carl: TestPerson;
  look: Owner;
}

/** Those from whom the supplier's backstage is hidden. */
export const outside = ["berta", "erik", "carl"] as const;

/** Carries out an operation as somebody. */
export const does = async (who: TestPerson, name: string, input: object) =>
  (await run(operation(name), who.actor, input)) as Record<string, string>;

/** Ids, times, digests and opaque tokens by the order of their first appearance; everything else to the letter. */
export function plain(text: string): string {
  const names = new Map<string, string>();
  const kinds = [
    /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
    /\d{4}-\d\d-\d\dT[\d:.]+Z/g,
    /\b[0-9a-f]{64}\b|\b[0-9a-f]{32}(?=@frontstage)/g,
    /"[\w-]{40,}={0,2}(?:\.[\w-]+)*"/g,
  ];
  let shown = text.replace(/TWIN-[AB]/g, "TWIN").replace(/[\w.]+@example\.com/g, "address");
  for (const [at, kind] of kinds.entries())
    shown = shown.replace(kind, (found) => {
      const name = names.get(found) ?? `<${at}:${names.size}${at === 3 ? ` of ${found.length}` : ""}>`;
      names.set(found, name);
      return name;
    });
  return shown;
}
