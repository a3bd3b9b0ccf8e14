import { z } from "zod";
import { audienceKinds, roles, sides } from "./names.ts";

export const side = z.enum(sides);
export type Side = z.infer<typeof side>;

export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

export const roomState = z.enum(["open", "won", "lost", "closed"]);

export const audienceKind = z.enum(audienceKinds);
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
