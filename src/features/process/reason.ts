import { type Title, titleIn } from "./model/index.ts";

/**
 * Why something is not possible, or what somebody should know: a key of `messages/<language>/process.json` and its
 * parameters. A title is put in the reader's language; the parameter `role` is the key of a role, which the caller names.
 */
export interface Reason {
  key: `reason-${string}`;
  params?: Readonly<Record<string, string | number | Title>>;
}

/** The parameters in the reader's language, ready for the formatter. */
export function reasonValues(
  reason: Reason,
  language: string,
  nameRole: (role: string) => string,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(reason.params ?? {}).map(([name, value]) => {
      if (typeof value === "object") return [name, titleIn(value, language)];
      return [name, name === "role" ? nameRole(String(value)) : value];
    }),
  );
}
