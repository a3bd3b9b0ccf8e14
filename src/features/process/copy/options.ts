import { type Blueprint, chooseOptions } from "../model/index.ts";

/**
 * The blueprint as a room runs it: of an alternative that is chosen, the steps of the chosen option; of one that is not,
 * none yet. Whatever depended on steps that are gone depends on what those depended on.
 */
export function asChosen(blueprint: Blueprint, choices: Readonly<Record<string, string>>): Blueprint {
  // An option that no step carries: choosing it leaves none of the alternative's steps.
  const open = "not-chosen-yet";
  const withOpen = {
    ...blueprint,
    alternatives: blueprint.alternatives.map((alternative) =>
      choices[alternative.key] === undefined
        ? {
            ...alternative,
            options: [...alternative.options, { key: open, title: alternative.title }],
          }
        : alternative,
    ),
  };
  const all = Object.fromEntries(blueprint.alternatives.map(({ key }) => [key, choices[key] ?? open]));
  return { ...chooseOptions(withOpen, all), alternatives: blueprint.alternatives };
}

/** Alternatives whose way has not been chosen. */
export const openAlternatives = (blueprint: Blueprint, choices: Readonly<Record<string, string>>) =>
  blueprint.alternatives.filter(({ key }) => choices[key] === undefined);
