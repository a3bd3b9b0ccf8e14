/** What entries can be about, for the log's filter: the part of a kind before its dot. */
export const kindGroups = [
  "room",
  "member",
  "audience",
  "invitation",
  "contact",
  "activity",
  "phase",
  "gate",
  "handover",
  "document",
  "revision",
  "thread",
  "message",
  "meeting",
  "schedule",
  "log",
] as const;
export type KindGroup = (typeof kindGroups)[number];
