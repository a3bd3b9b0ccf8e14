/** What a notification is about, in the groups in which a person chooses delivery. */
export const topics = [
  "mentions",
  "replies",
  "threads",
  "tasks",
  "documents",
  "meetings",
  "members",
] as const;
export type Topic = (typeof topics)[number];

/** Why an entry concerns a person; each has its words. */
export const reasons = [
  "mention",
  "reply",
  "thread",
  "waiting",
  "gate",
  "document",
  "meeting",
  "meeting-changed",
  "meeting-cancelled",
  "member",
] as const;
export type Reason = (typeof reasons)[number];

export const topicOf: Record<Reason, Topic> = {
  mention: "mentions",
  reply: "replies",
  thread: "threads",
  waiting: "tasks",
  gate: "tasks",
  document: "documents",
  meeting: "meetings",
  "meeting-changed": "meetings",
  "meeting-cancelled": "meetings",
  member: "members",
};

/** An entry of the room log as far as the rules read it. */
export interface Entry {
  kind: string;
  actor: string | null;
  subject: { type: string; id: string | null };
  data: Record<string, unknown>;
}

/** The person for whom an entry is looked at. */
export interface Concern {
  me: string;
  /** Threads that I started, wrote in or am mentioned in. */
  threads: ReadonlySet<string>;
  /** People who came by my invitation. */
  invited: ReadonlySet<string>;
}

/** Kinds that always concern whoever can read them, except the one who did it. */
const forReaders: Record<string, Reason> = {
  "document.published": "document",
  "thread.started": "thread",
  "schedule.proposed": "meeting",
  "schedule.moved": "meeting-changed",
  "schedule.cancelled": "meeting-cancelled",
  "meeting.proposed": "meeting",
  "meeting.moved": "meeting-changed",
  "meeting.cancelled": "meeting-cancelled",
};

/** Kinds that concern the people named in the entry's data. */
const forNamed: Record<string, Reason> = {
  "activity.waiting": "waiting",
  "gate.submitted": "gate",
  "document.approval-requested": "waiting",
  "handover.proposed": "waiting",
};

/** Kinds whose entries may concern somebody; all others are passed over without being read. */
export const kindsOfConcern: readonly string[] = [
  ...Object.keys(forReaders),
  ...Object.keys(forNamed),
  "message.sent",
  "message.edited",
  "member.joined",
];

const isListed = (value: unknown, me: string): boolean =>
  value === me || (Array.isArray(value) && value.includes(me));

/** Whether and why an entry that a person can read concerns them. What they did themselves never does. */
export function reasonFor(entry: Entry, concern: Concern): Reason | null {
  const { kind, data, subject } = entry;
  if (entry.actor === concern.me) {
    return null;
  }
  if (isListed(data.mentions, concern.me)) return "mention";
  if (kind === "message.sent") return subject.id && concern.threads.has(subject.id) ? "reply" : null;
  if (kind === "member.joined") return subject.id && concern.invited.has(subject.id) ? "member" : null;
  const named = forNamed[kind];
  if (named)
    return ["people", "person", "approvers", "waitsFor"].some((name) => isListed(data[name], concern.me))
      ? named
      : null;
  return forReaders[kind] ?? null;
}
