/** Joins class names; false, null and undefined are left out, so that conditions can be written in place. */
export function classes(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
