export { type AudienceKind, audienceKind } from "#features/rooms/index.ts";
