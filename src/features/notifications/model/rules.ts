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
  "assigned",
  "gate",
  "gate-reopened",
  "document",
  "revision",
  "asked",
  "provided",
  "sent",
  "sharing",
  "meeting",
  "meeting-changed",
  "meeting-agreed",
  "meeting-declined",
  "meeting-cancelled",
  "comment",
  "comment-settled",
  "member",
  "link",
  "infected",
  "approved",
  "approved-with-comments",
  "not-approved",
] as const;
export type Reason = (typeof reasons)[number];

export const topicOf: Record<Reason, Topic> = {
  mention: "mentions",
  reply: "replies",
  thread: "threads",
  waiting: "tasks",
  assigned: "tasks",
  comment: "tasks",
  "comment-settled": "replies",
  gate: "tasks",
  "gate-reopened": "tasks",
  document: "documents",
  asked: "tasks",
  provided: "documents",
  sent: "documents",
  sharing: "documents",
  revision: "documents",
  meeting: "meetings",
  "meeting-changed": "meetings",
  "meeting-agreed": "meetings",
  "meeting-declined": "meetings",
  "meeting-cancelled": "meetings",
  member: "members",
  link: "members",
  infected: "documents",
  approved: "documents",
  "approved-with-comments": "documents",
  "not-approved": "documents",
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
  /** Activities in which I am named. */
  activities: ReadonlySet<string>;
  name: string;
  side: string;
  /** I lead my side. */
  lead: boolean;
}

/** Kinds that concern whoever can read them, except the one who did it; or only the `participants` that they name. */
const forReaders: Record<string, Reason> = {
  "document.published": "document",
  "thread.started": "thread",
  "meeting.proposed": "meeting",
  "meeting.moved": "meeting-changed",
  "meeting.agreed": "meeting-agreed",
  "meeting.declined": "meeting-declined",
  "meeting.cancelled": "meeting-cancelled",
};

/** Kinds that concern the people whose ids stand in the entry's data, as one id or a list, under one of these names. */
const forNamed: Record<string, Reason> = {
  "activity.waiting": "waiting",
  "handover.proposed": "waiting",
  "handover.offered": "waiting",
  "member.link-made": "link",
  "gate.submitted": "gate",
  "gate.reopened": "gate-reopened",
  "document.approval-requested": "waiting",
  "document.asked": "asked",
  "document.provided": "provided",
  "document.sharing-approved": "sharing",
  "document.sharing-refused": "sharing",
  "document.sharing-returned": "sharing",
  "document.withdrawn": "document", // what was brought of the other side's document: names those whose document it is
  "document.approved": "approved", // who shared the revision
  "document.approved-with-comments": "approved-with-comments",
  "document.not-approved": "not-approved",
  "sending.issued": "sent",
  "markup.made": "comment", // whoever is asked to answer it
  "markup.assigned": "comment",
  "markup.settled": "comment-settled", // who made it
};
/** Kinds that concern whoever can read them and is of another side than the one that the entry names. */
const forOtherSides: Record<string, Reason> = {
  "document.added": "document",
  "document.revised": "revision",
};

/** Several of these by one person within this time, in milliseconds, are one notification. */
export const foldWithin = 10 * 60 * 1000;
export const folding: ReadonlySet<Reason> = new Set(["document", "revision"]);

const namedIn = ["people", "person", "approvers", "waitsFor"];

/** Kinds whose entries may concern somebody; all others are passed over without being read. */
export const kindsOfConcern: readonly string[] = [
  ...Object.keys(forReaders),
  ...Object.keys(forNamed),
  ...Object.keys(forOtherSides),
  "activity.assigned",
  "message.sent",
  "message.edited",
  "member.joined",
  "file.infected",
];

const lists = (value: unknown, me: string): boolean =>
  value === me || (Array.isArray(value) && value.includes(me));

/** Whether and why an entry that a person can read concerns them. What they did themselves never does. */
export function reasonFor(entry: Entry, concern: Concern): Reason | null {
  const { kind, data, subject } = entry;
  const about = subject.id ?? "";
  if (entry.actor === concern.me) return null;
  if (lists(data.mentions, concern.me)) return "mention";
  switch (kind) {
    case "message.sent":
      return concern.threads.has(about) ? "reply" : null;
    case "member.joined":
      return concern.invited.has(about) ? "member" : null;
    case "file.infected":
      return concern.lead ? "infected" : null;
    case "activity.assigned":
      return concern.activities.has(about) && data.person === concern.name ? "assigned" : null;
    case "activity.waiting":
      if (data.waitingFor === concern.side && (concern.lead || concern.activities.has(about)))
        return "waiting";
  }
  const named = forNamed[kind];
  if (named) return namedIn.some((name) => lists(data[name], concern.me)) ? named : null;
  const elsewhere = forOtherSides[kind];
  if (elsewhere) {
    // A revision of another side's document names those whose document it is.
    if (Array.isArray(data.people)) return data.people.includes(concern.me) ? elsewhere : null;
    return typeof data.side === "string" && data.side !== concern.side ? elsewhere : null;
  }
  const chosen = data.participants;
  if (Array.isArray(chosen) && chosen.length > 0 && !chosen.includes(concern.me)) return null;
  return forReaders[kind] ?? null;
}
