import { findQuote, plain } from "#features/markup/index.ts";
import { pageText } from "#platform/pages/index.ts";
import type { Paper } from "./paper.ts";
import type { Stage } from "./stage.ts";

type AudienceKind = "room" | "seller" | "buyer" | "commercial";

/** A room of the demonstration while its story is told: shorthands for what people do in it, all through operations. */
export class DemoRoom {
  readonly stage: Stage;
  readonly id: string;
  readonly audiences: Record<AudienceKind, string>;
  readonly documents = new Map<string, string>();
  private buyerLead = "";

  private constructor(stage: Stage, id: string, audiences: Record<AudienceKind, string>) {
    this.stage = stage;
    this.id = id;
    this.audiences = audiences;
  }

  /** Opens the room and finds its audiences. */
  static async open(stage: Stage, who: string, input: Record<string, unknown>): Promise<DemoRoom> {
    const { room } = await stage.act(who, "rooms.open", input);
    const frame = await stage.act(who, "rooms.frame", { room });
    const idOf = (kind: string) =>
      frame.audiences.find((audience: { kind: string }) => audience.kind === kind)?.id ?? "";
    // The customer's own audience is not the supplier's to see; it is learnt when the customer's lead is there.
    return new DemoRoom(stage, room, {
      room: idOf("room"),
      seller: idOf("seller"),
      buyer: "",
      commercial: idOf("commercial"),
    });
  }

  /** Does an operation in this room. */
  do(who: string, operation: string, input: Record<string, unknown> = {}) {
    return this.stage.act(who, operation, { room: this.id, ...input });
  }

  /** Brings in colleagues of the supplier. */
  async colleagues(who: string, seats: [key: string, role: string, team: string][]): Promise<void> {
    for (const [key, role, team] of seats)
      await this.do(who, "members.add-colleague", { person: this.stage.actor(key).personId, role, team });
  }

  /** The customer's own audience, as the customer's lead sees it. */
  async learnBuyer(lead: string): Promise<void> {
    this.buyerLead = lead;
    const frame = await this.do(lead, "rooms.frame");
    this.audiences.buyer =
      frame.audiences.find((audience: { kind: string }) => audience.kind === "buyer")?.id ?? "";
  }

  /** Somebody puts a document into the register. */
  async add(
    who: string,
    audience: AudienceKind,
    category: string,
    paper: Paper,
    extra: Record<string, unknown> = {},
  ): Promise<string> {
    const upload = await this.stage.upload(who, this.id, paper);
    const { id } = await this.do(who, "documents.add", {
      audience: this.audiences[audience],
      upload,
      title: paper.title,
      category,
      language: paper.language ?? "en",
      ...extra,
    });
    this.documents.set(paper.title, id);
    return id;
  }

  /** A new revision of a document, in the audience given. */
  async revise(who: string, audience: AudienceKind, paper: Paper, note: string): Promise<void> {
    const upload = await this.stage.upload(who, this.id, paper);
    await this.do(who, "documents.revise", {
      document: this.documents.get(paper.title),
      audience: this.audiences[audience],
      upload,
      note,
    });
  }

  /** Shows the newest revision of a document to a wider audience. */
  async publish(who: string, title: string, to: AudienceKind, note = ""): Promise<void> {
    const document = this.documents.get(title);
    const shown = await this.do(who, "documents.show", { document });
    const revision = shown.revisions[0].id;
    await this.do(who, "documents.publish", {
      document,
      revision,
      to: this.audiences[to],
      version: shown.version ?? shown.document?.version,
      title,
      ...(note && { note }),
    });
  }

  /** Somebody says how far another side may go with a document. */
  async limit(who: string, title: string, holder: string, right: Record<string, unknown>): Promise<void> {
    await this.do(who, "documents.set-rights", {
      document: this.documents.get(title),
      holder,
      version: 0,
      ...right,
    });
  }

  /** Somebody approves the newest revision of a document. */
  async approve(who: string, title: string, note = ""): Promise<void> {
    const document = this.documents.get(title);
    const { revisions } = await this.do(who, "documents.show", { document });
    await this.do(who, "documents.approve", { document, revision: revisions[0].id, ...(note && { note }) });
  }

  /** Starts a conversation and answers in it. */
  async talk(
    audience: AudienceKind,
    title: string,
    lines: [who: string, text: string][],
    subject?: { type: string; id: string },
  ): Promise<void> {
    const [[who, text] = ["", ""], ...answers] = lines;
    const { thread } = await this.do(who, "conversations.start", {
      audience: this.audiences[audience],
      title,
      text,
      ...(subject && { subjectType: subject.type, subject: subject.id }),
    });
    for (const [speaker, words] of answers)
      await this.do(speaker, "conversations.send", { thread, text: words });
  }

  /** Somebody comments on words of the newest revision of a document; others answer. @returns the comment's id */
  async mark(
    audience: AudienceKind,
    title: string,
    words: string,
    lines: [who: string, text: string][],
    more: Record<string, unknown> = {},
  ): Promise<{ document: string; markup: string }> {
    const [[who, text] = ["", ""], ...answers] = lines;
    const document = this.documents.get(title) ?? "";
    const { revisions } = await this.do(who, "documents.show", { document });
    const at = { document, revision: revisions[0].id };
    const { content } = await this.do(who, "documents.page-source", at);
    const quote = { exact: words, prefix: "", suffix: "" };
    const place = findQuote([plain((await pageText(content.hash, 0)).text)], quote, {
      page: 0,
      start: 0,
      end: 0,
    });
    if (!place) throw new Error(`${title} does not say ${words}`);
    const { id, thread } = await this.do(who, "markup.make", {
      ...at,
      audience: this.audiences[audience],
      kind: "highlight",
      page: 0,
      start: place.start,
      end: place.end,
      text,
      ...more,
    });
    for (const [speaker, said] of answers)
      await this.do(speaker, "conversations.send", { thread, text: said });
    return { document, markup: id };
  }

  /** Proposes something for the schedule; `agreed` names who agrees for the other side. */
  async plan(
    who: string,
    audience: AudienceKind,
    item: Record<string, unknown>,
    agreed?: string,
  ): Promise<void> {
    const { item: id, version } = await this.do(who, "schedule.propose", {
      audience: this.audiences[audience],
      zone: "Europe/Helsinki",
      ...item,
    });
    if (agreed) await this.do(agreed, "schedule.answer", { item: id, version, answer: "agreed" });
  }

  /** Carries activities of the process through to the given state, as the room's lead. `done` are keys of the blueprint. */
  async walk(
    who: string,
    done: string[],
    running: string[] = [],
    waiting: [key: string, side: string, reason: string][] = [],
  ): Promise<void> {
    const { activities } = await this.do(who, "process.show");
    const of = (key: string) => activities.find((activity: { key: string }) => activity.key === key);
    const step = async (key: string, event: string, more: Record<string, unknown> = {}) => {
      const activity = of(key);
      if (!activity) return;
      // The customer's part is done by the customer's people.
      const doer = activity.side === "buyer" ? this.buyerLead : who;
      const { version } = await this.do(doer, "activities.step", {
        activity: activity.id,
        version: activity.version,
        event,
        ...more,
      });
      activity.version = version;
    };
    for (const key of done) {
      if (of(key)?.state === "done") continue; // standing work
      await step(key, "start");
      await step(key, "complete");
    }
    for (const key of running) await step(key, "start");
    for (const [key, side, reason] of waiting) {
      await step(key, "start");
      await step(key, "wait", { waitingFor: side, reason });
    }
  }

  /** Sets when an activity is done, in days from today, and who of the leading team does it. */
  async date(who: string, key: string, from: number, until: number, by?: string): Promise<void> {
    const { activities } = await this.do(who, "process.show");
    const activity = activities.find((one: { key: string }) => one.key === key);
    await this.do(who, "activities.change", {
      activity: activity.id,
      version: activity.version,
      title: activity.title.en,
      phase: activity.phase,
      plannedStart: this.stage.day(from),
      plannedEnd: this.stage.day(until),
      channel: activity.channel,
    });
    const leading = activity.participants.find(({ part }: { part: string }) => part === "lead");
    if (by && leading)
      await this.do(who, "activities.assign", {
        participant: leading.id,
        version: leading.version,
        member: this.stage.actor(by).personId,
      });
  }

  /** The process moves on to a phase. */
  async enter(who: string, phase: string): Promise<void> {
    const { phases } = await this.do(who, "process.show");
    const found = phases.find(({ key }: { key: string }) => key === phase);
    if (found && !found.enteredOn) {
      const { process } = await this.do(who, "process.show");
      await this.do(who, "process.enter-phase", { phase: found.id, version: process.version });
    }
  }

  /** The state of a gate by its key, as somebody of the supplier's team sees it. */
  private async gateCalled(who: string, key: string) {
    const { gates } = await this.do(who, "process.show");
    const gate = gates.find((one: { key: string }) => one.key === key);
    if (!gate) throw new Error(`the room has no gate ${key}`);
    return this.do(who, "gates.show", { gate: gate.id });
  }

  /** Names who decides in which role at this room's gates. */
  async deciders(who: string, roles: Record<string, string[]>): Promise<void> {
    const shown = await this.do(who, "process.show");
    for (const role of shown.roles) {
      const keys = roles[role.key];
      if (!keys) continue;
      await this.do(who, "gates.name-deciders", {
        role: role.id,
        people: keys.map((key) => this.stage.actor(key).personId),
      });
    }
  }

  /**
   * Prepares a gate and puts it before those who decide: what people judge is judged well, and what is still open passes
   * with the reason given.
   */
  async submitGate(who: string, key: string, openReason = ""): Promise<void> {
    const before = await this.gateCalled(who, key);
    for (const criterion of before.decision.criteria) {
      const { id: gate, decision } = await this.gateCalled(who, key);
      const { status } = decision.criteria.find((one: { key: string }) => one.key === criterion.key);
      if (status === "met" || status === "overridden") continue;
      const target = { gate, version: decision.version, criterion: criterion.key };
      if (criterion.kind === "manual")
        await this.do(who, "gates.judge", { ...target, met: "yes", note: "Checked" });
      else if (criterion.kind === "score")
        await this.do(who, "gates.judge", { ...target, score: 4, note: "" });
      else if (criterion.mandatory && openReason)
        await this.do(who, "gates.override", { ...target, reason: openReason });
    }
    const { id: gate, decision } = await this.gateCalled(who, key);
    await this.do(who, "gates.submit", { gate, version: decision.version });
  }

  /** Those who decide say what they think of a gate that is before them. */
  async vote(key: string, votes: [who: string, outcome: string, reason: string][]): Promise<void> {
    for (const [who, outcome, reason] of votes) {
      const { id: gate, decision } = await this.gateCalled(who, key);
      await this.do(who, "gates.vote", { gate, version: decision.version, outcome, reason });
    }
  }

  /** Ends a gate without a decision. */
  async closeGate(who: string, key: string, reason: string): Promise<void> {
    const { id: gate, decision } = await this.gateCalled(who, key);
    await this.do(who, "gates.close", { gate, version: decision.version, reason });
  }

  /** Responsibility passes from one team to another. */
  async handOver(who: string, to: string, key: string): Promise<void> {
    const { handovers } = await this.do(who, "process.show");
    const found = handovers.find((one: { key: string }) => one.key === key);
    if (!found) throw new Error(`the room has no handover ${key}`);
    const handover = found.id;
    const version = async () => (await this.do(who, "handovers.show", { handover })).passing.version;
    const person = (name: string) => this.stage.actor(name).personId;
    await this.do(who, "handovers.name-teams", {
      handover,
      version: await version(),
      sending: [person(who)],
      receiving: [person(to)],
      lead: person(to),
    });
    const { passing } = await this.do(who, "handovers.show", { handover });
    for (const item of passing.checklist)
      await this.do(who, "handovers.check", {
        handover,
        version: await version(),
        item: item.key,
        done: "yes",
      });
    await this.do(who, "handovers.offer", { handover, version: await version() });
    await this.do(to, "handovers.answer", {
      handover,
      version: await version(),
      answer: "accepted",
      reason: "",
    });
  }
}
