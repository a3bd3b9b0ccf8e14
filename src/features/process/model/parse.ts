import { type Document, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { z } from "zod";
import { type Blueprint, blueprintSchema } from "./blueprint.ts";
import { checkBlueprint, checkClassification } from "./checks/index.ts";
import type { Classification } from "./classification.ts";

/** One thing wrong in a file. Lines and columns count from 1. `path` is written as `activities[3].phase`. */
export interface BlueprintIssue {
  file: string;
  line: number;
  column: number;
  path: string;
  message: string;
}

export type ParsedBlueprint =
  | { ok: true; blueprint: Blueprint }
  | { ok: false; issues: readonly [BlueprintIssue, ...BlueprintIssue[]] };

type Path = readonly PropertyKey[];

/** `gates[2].criteria[0].title.fi` */
function written(path: Path): string {
  return path.reduce<string>(
    (text, step) =>
      typeof step === "number" ? `${text}[${step}]` : text ? `${text}.${String(step)}` : String(step),
    "",
  );
}

/** Where a path stands in the text: the key of a map, the item of a list, or the nearest thing above that exists. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === step);
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === "number") {
      node = node.items[step];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}

/** Zod reports keys that do not belong at the map that holds them; we point at each of them. */
function spread(issue: z.core.$ZodIssue): { path: Path; message: string }[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: `"${key}" is not a known field`,
    }));
  if (issue.code === "invalid_key" && issue.issues[0])
    return [{ path: issue.path, message: issue.issues[0].message }];
  return [{ path: issue.path, message: issue.message }];
}

/**
 * Reads a blueprint from YAML text. Every problem is reported with the file's name, its line and the path of the
 * field: first YAML itself, then the shape, then what hangs together with what. With a classification, PCF numbers that
 * it does not know are refused too.
 */
export function parseBlueprint(text: string, file: string, classification?: Classification): ParsedBlueprint {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: "1.2" });
  const issue = (offset: number, path: Path, message: string): BlueprintIssue => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col, path: written(path), message };
  };
  const refused = (issues: BlueprintIssue[]): ParsedBlueprint => {
    const [first, ...rest] = issues.sort((a, b) => a.line - b.line || a.column - b.column);
    if (!first) throw new RangeError("a refusal needs a reason");
    return { ok: false, issues: [first, ...rest] };
  };

  if (document.errors.length > 0)
    return refused(
      document.errors.map((error) => issue(error.pos[0], [], error.message.split(" at line")[0] ?? "")),
    );

  let plain: unknown;
  try {
    plain = document.toJS({ maxAliasCount: 50 });
  } catch (error) {
    // Aliases that point nowhere, or that multiply beyond reason.
    return refused([issue(0, [], error instanceof Error ? error.message : String(error))]);
  }
  const parsed = blueprintSchema.safeParse(plain);
  if (!parsed.success)
    return refused(
      parsed.error.issues.flatMap((found) =>
        spread(found).map(({ path, message }) => issue(offsetOf(document, path), path, message)),
      ),
    );

  const findings = [
    ...checkBlueprint(parsed.data),
    ...(classification ? checkClassification(parsed.data, classification) : []),
  ];
  if (findings.length > 0)
    return refused(findings.map(({ path, message }) => issue(offsetOf(document, path), path, message)));
  return { ok: true, blueprint: parsed.data };
}

/** `capital.yaml:12:5 activities[0].phase: there is no phase "x"` */
export function describeIssue({ file, line, column, path, message }: BlueprintIssue): string {
  return `${file}:${line}:${column} ${path ? `${path}: ` : ""}${message}`;
}
