import { leaks, secretsIn } from "../../visibility/hidden.ts";
import type { Reader } from "../../visibility/readers.ts";
import { type Address, chosenFor, pathOf } from "./addresses.ts";
import { type Answer, ask, bytesOf, said } from "./answers.ts";

/** Somebody who goes round: with their session (nobody has none), and what they have met. */
export interface Visitor extends Pick<Reader, "name" | "forbidden" | "allowed"> {
  cookie: string | undefined;
  met: Set<string>;
  /** How each template was answered, at best. */
  best: Map<string, number>;
}

/** Somebody with nothing met yet. */
export const visitorOf = (
  name: string,
  cookie: string | undefined,
  { forbidden, allowed }: Pick<Reader, "forbidden" | "allowed">,
): Visitor => ({ name, cookie, forbidden, allowed, met: new Set(), best: new Map() });

const together = 4;

/** Runs work on all of a list, some at a time. */
export async function each<T>(list: T[], work: (one: T) => Promise<void>): Promise<void> {
  const rest = [...list];
  await Promise.all(
    Array.from({ length: together }, async () => {
      for (let one = rest.shift(); one !== undefined; one = rest.shift()) await work(one);
    }),
  );
}

/** What is wrong with an answer that reached somebody: what they may not see in it, or a fault. Notes what they met. */
export function judge(visitor: Visitor, asked: string, answer: Answer): string[] {
  const bytes = bytesOf(answer);
  for (const secret of secretsIn(bytes)) if (visitor.allowed.has(secret)) visitor.met.add(secret);
  const faults = answer.status >= 500 ? [`status ${answer.status}`] : [];
  return [...faults, ...leaks(bytes, visitor.forbidden, asked)].map(
    (what) => `${visitor.name} ${asked}: ${what}`,
  );
}

/**
 * Goes round all addresses as one person, as pages and as data, with rows that they may see and with rows that they may not,
 * which must be answered just as if there were none.
 */
export async function crawl(url: string, visitor: Visitor, addresses: Address[]): Promise<string[]> {
  const { cookie, forbidden } = visitor;
  const findings: string[] = [];
  const missing = new Map<string, Promise<string>>();
  const hidden = (id: string) => forbidden.has(id);

  async function visit(address: Address, data: boolean): Promise<void> {
    const path = pathOf(address, data);
    const answer = await ask(url + path, cookie);
    findings.push(...judge(visitor, path, answer));
    const { template, ids } = address;
    const best = visitor.best.get(template) ?? 999;
    visitor.best.set(template, Math.min(best, answer.status));
    if (!ids.some(({ id }) => hidden(id))) return;
    const twin = ids.map((one) => (hidden(one.id) ? { ...one, id: crypto.randomUUID() } : one));
    const key = `${data} ${template} ${ids.map(({ id }) => (hidden(id) ? "hidden" : id))}`;
    const askNever = () =>
      ask(url + pathOf({ template, ids: twin }, data), cookie).then((one) => said(one, twin));
    const never = missing.get(key) ?? askNever();
    missing.set(key, never);
    let [told, other] = [said(answer, ids), await never];
    // A file made for the answer holds the second in which it was made: both are asked for again, at once.
    const made = /zip|xlsx|file/.test(template);
    for (let turn = 0; made && turn < 3 && told !== other; turn += 1)
      [told, other] = await Promise.all([ask(url + path, cookie).then((one) => said(one, ids)), askNever()]);
    if (told !== other)
      findings.push(`${visitor.name} ${path}: hidden is told from missing: ${difference(told, other)}`);
  }

  const templates = Map.groupBy(addresses, ({ template }) => template);
  for (const [template, all] of templates) {
    const rest = template.startsWith("/api/");
    const chosen = chosenFor(all, hidden);
    const visits = chosen.flatMap((address) => [
      ...(rest || address.first ? [{ address, data: false }] : []),
      ...(rest ? [] : [{ address, data: true }]),
    ]);
    // What is hidden first: reading what is not hidden lowers the counts of unread that every page shows.
    const [behind = [], open = []] = [true, false].map((wanted) =>
      visits.filter(({ address }) => address.ids.some(({ id }) => hidden(id)) === wanted),
    );
    for (const some of [behind, open]) await each(some, ({ address, data }) => visit(address, data));
  }
  return findings;
}

function difference(one: string, other: string): string {
  let at = 0;
  while (one[at] === other[at]) at += 1;
  return `${one.slice(Math.max(0, at - 60), at + 80)} | ${other.slice(Math.max(0, at - 60), at + 80)}`;
}
