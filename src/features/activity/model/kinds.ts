/** What entries can be about, for the log's filter: the part of a kind before its dot. */
export const kindGroups = [
  "room",
  "member",
  "audience",
  "contact",
  "process",
  "document",
  "thread",
  "message",
  "view-as",
] as const;
export type KindGroup = (typeof kindGroups)[number];
