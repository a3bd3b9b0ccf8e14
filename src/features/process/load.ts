import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type Blueprint,
  type BlueprintIssue,
  type Classification,
  parseBlueprint,
  parseClassification,
} from "./model/index.ts";

const CLASSIFICATION = "pcf.yaml";

/** The blueprints of a folder, and whatever is wrong with its files. A faulty file never keeps the others from loading. */
export interface LoadedBlueprints {
  blueprints: Blueprint[];
  issues: BlueprintIssue[];
  classification: Classification;
}

/**
 * Reads every `.yaml` file of the folder but the classification, in the order of their names. PCF numbers that the
 * classification does not hold are issues too, because they could not be shown with a name.
 */
export async function loadBlueprints(directory: string): Promise<LoadedBlueprints> {
  const files = (await readdir(directory))
    .filter((name) => name.endsWith(".yaml") && name !== CLASSIFICATION)
    .sort();
  const classification = parseClassification(await readFile(join(directory, CLASSIFICATION), "utf8"));
  const blueprints: Blueprint[] = [];
  const issues: BlueprintIssue[] = [];
  for (const name of files) {
    const parsed = parseBlueprint(await readFile(join(directory, name), "utf8"), name, classification);
    if (parsed.ok) blueprints.push(parsed.blueprint);
    else issues.push(...parsed.issues);
  }
  return { blueprints, issues, classification };
}
