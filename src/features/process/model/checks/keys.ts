import type { Blueprint } from "../blueprint.ts";
import type { Finding } from "./finding.ts";

interface Keyed {
  key: string;
}

function duplicates(
  items: readonly Keyed[],
  at: (index: number) => (string | number)[],
  what: string,
): Finding[] {
  const first = new Set<string>();
  return items.flatMap((item, index) => {
    if (!first.has(item.key)) {
      first.add(item.key);
      return [];
    }
    return [{ path: [...at(index), "key"], message: `the ${what} "${item.key}" is there twice` }];
  });
}

/** No key twice. Activities, gates and handovers share one set of keys, because `dependsOn` may name any of them. */
export function checkKeys(blueprint: Blueprint): Finding[] {
  const { activities, gates, handovers } = blueprint;
  const lists = ["phases", "roles", "lanes", "categories", "artefacts", "alternatives"] as const;
  const steps = [...activities, ...gates, ...handovers];
  const stepPath = (index: number): (string | number)[] => {
    if (index < activities.length) return ["activities", index];
    const rest = index - activities.length;
    return rest < gates.length ? ["gates", rest] : ["handovers", rest - gates.length];
  };
  const options = blueprint.alternatives.flatMap((alternative, a) =>
    alternative.options.map((option, o) => ({ key: option.key, path: ["alternatives", a, "options", o] })),
  );
  return [
    ...lists.flatMap((list) => duplicates(blueprint[list], (index) => [list, index], list.replace(/s$/, ""))),
    ...duplicates(steps, stepPath, "step"),
    ...duplicates(options, (index) => options[index]?.path ?? [], "option"),
    ...blueprint.categories.flatMap((category, c) =>
      duplicates(category.kinds, (index) => ["categories", c, "kinds", index], "kind"),
    ),
    ...gates.flatMap((gate, g) =>
      duplicates(gate.criteria, (index) => ["gates", g, "criteria", index], "criterion"),
    ),
    ...handovers.flatMap((handover, h) =>
      duplicates(
        handover.checklist,
        (index) => ["handovers", h, "checklist", index],
        "point of the checklist",
      ),
    ),
  ];
}
