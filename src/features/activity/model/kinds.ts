/** What entries can be about, for the log's filter: the part of a kind before its dot. */
export const kindGroups = [
  "room",
  "member",
  "audience",
  "contact",
  "invitation",
  "process",
  "phase",
  "activity",
  "gate",
  "handover",
  "document",
  "thread",
  "message",
  "meeting",
  "view-as",
  "access",
] as const;
