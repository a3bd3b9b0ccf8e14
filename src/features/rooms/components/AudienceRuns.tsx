import type { ReactNode } from "react";
import { Backstage } from "#ui/index.ts";
import { useAudienceWords } from "./useAudienceWords.ts";

interface Item {
  key: string;
  audience: { id: string; kind: string; name: string };
  content: ReactNode;
}

/**
 * A list whose items have different readers: neighbours with the same readers share one tint and one set of words, so that a
 * long list stays calm and nothing backstage ever stands without them. The order is kept.
 */
export function AudienceRuns({ items }: { items: Item[] }) {
  const words = useAudienceWords();
  return (
    <ul className="grid gap-2">
      {runsOf(items).map((run) => {
        const { tone, label } = words(run.audience);
        if (tone === "room")
          return run.items.map((item) => (
            <li key={item.key} className="border-rule border-l-2 px-4 py-1">
              {item.content}
            </li>
          ));
        return (
          <Backstage key={run.items[0]?.key} as="li" shape="row" tone={tone} label={label}>
            <ul className="grid gap-2">
              {run.items.map((item) => (
                <li key={item.key}>{item.content}</li>
              ))}
            </ul>
          </Backstage>
        );
      })}
    </ul>
  );
}

function runsOf(items: Item[]): { audience: Item["audience"]; items: Item[] }[] {
  const runs: { audience: Item["audience"]; items: Item[] }[] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (last?.audience.id === item.audience.id) last.items.push(item);
    else runs.push({ audience: item.audience, items: [item] });
  }
  return runs;
}
