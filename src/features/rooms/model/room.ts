import { z } from "zod";

export const side = z.enum(["seller", "buyer", "partner"]);
export type Side = z.infer<typeof side>;

export const role = z.enum(["lead", "contributor", "specialist", "approver", "viewer"]);
export type Role = z.infer<typeof role>;

export const roomState = z.enum(["open", "won", "lost", "closed"]);

/** In the order in which audiences are always listed: from everyone to a few. */
export const audienceKind = z.enum(["room", "seller", "buyer", "commercial", "custom"]);
export type AudienceKind = z.infer<typeof audienceKind>;

/** Everyone first, then one's own team, commercial, and the named ones by name. */
export function inOrder<T extends { kind: string; name: string }>(
  audiences: T[],
): (T & { kind: AudienceKind })[] {
  return audiences
    .map((audience) => ({ ...audience, kind: audienceKind.parse(audience.kind) }))
    .sort(
      (a, b) =>
        audienceKind.options.indexOf(a.kind) - audienceKind.options.indexOf(b.kind) ||
        a.name.localeCompare(b.name),
    );
}
