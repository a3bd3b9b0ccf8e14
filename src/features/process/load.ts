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
  /** In which file each is, by its key. */
  files: ReadonlyMap<string, string>;
  issues: BlueprintIssue[];
  classification: Classification;
}

/**
 * Reads every `.yaml` file of the folder but the classification, in the order of their names. PCF numbers that the
 * classification does not hold are issues too, because they could not be shown with a name.
 */
export async function loadBlueprints(directory: string): Promise<LoadedBlueprints> {
  const blueprints: Blueprint[] = [];
  const issues: BlueprintIssue[] = [];
  const unreadable = (file: string, error: unknown) =>
    void issues.push({
      file,
      line: 1,
      column: 1,
      path: "",
      message: error instanceof Error ? error.message : String(error),
    });
  const files = (await readdir(directory).catch((error: unknown) => unreadable(directory, error) ?? []))
    .filter((name) => name.endsWith(".yaml") && name !== CLASSIFICATION)
    .sort();
  const classification = await readFile(join(directory, CLASSIFICATION), "utf8")
    .then(parseClassification)
    .catch((error: unknown) => unreadable(CLASSIFICATION, error));
  const where = new Map<string, string>();
  for (const name of files) {
    const parsed = parseBlueprint(
      await readFile(join(directory, name), "utf8"),
      name,
      classification ?? undefined,
    );
    if (!parsed.ok) {
      issues.push(...parsed.issues);
      continue;
    }
    const other = where.get(parsed.blueprint.key);
    if (other) {
      const message = `the key "${parsed.blueprint.key}" is that of ${other} already`;
      issues.push({ file: name, line: 1, column: 1, path: "key", message });
      continue;
    }
    where.set(parsed.blueprint.key, name);
    blueprints.push(parsed.blueprint);
  }
  return {
    blueprints,
    files: where,
    issues,
    classification: classification ?? { attribution: "", elements: new Map() },
  };
}
