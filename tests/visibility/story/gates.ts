import { upload } from "../../fixtures/documents.ts";
import { type Act, act, canary, id, members, one, type Story } from "../act.ts";

/** The gates run in the second room, which has the long process; its people are seated when it is opened. */
const inSecond =
  (more: (story: Story) => object | Promise<object> = () => ({})) =>
  async (story: Story) => ({ room: id(story, "second"), ...(await more(story)) });
const second = (story: Story, sql: string) => one(story, sql, [id(story, "second")]);
const version = async (story: Story, gate: string) => {
  const rows = await story.look<{ version: number }>("select version from gate_course where gate_id = $1", [
    gate,
  ]);
  return rows[0]?.version ?? 1;
};
const onGate = (key: string, more: (story: Story) => object | Promise<object> = () => ({})) =>
  inSecond(async (story) => {
    const gate = await second(story, `select id from gate where room_id = $1 and key = '${key}'`);
    return { gate, version: await version(story, gate), ...(await more(story)) };
  });
const criterion = "price-from-structure";
const evidence = (story: Story) =>
  second(story, "select id from gate_evidence where room_id = $1 order by at desc");
const seller = (story: Story) =>
  second(story, "select id from audience where room_id = $1 and kind = 'seller'");
const keepAs = (name: string) => (answer: Record<string, string>, story: Story) => {
  story.ids[name] = answer.id ?? "";
};
const handover = async (story: Story) => {
  const found = await one(story, "select id from handover where room_id = $1", [story.room.id]);
  const rows = await story.look<{ version: number }>(
    "select version from handover_course where handover_id = $1",
    [found],
  );
  return { room: story.room.id, handover: found, version: rows[0]?.version ?? 1 };
};

/** Decisions on evidence, and responsibility handed over: all of it behind the line but what is announced. */
export const gates: Act[] = [
  act(
    "sara",
    "gates.name-deciders",
    inSecond(async (story) => ({
      role: await second(story, "select id from process_role where room_id = $1 and key = 'sales-director'"),
      people: [id(story, "adam")],
    })),
  ),
  act(
    "sara",
    "documents.add",
    inSecond(async (story) => ({
      audience: await seller(story),
      title: canary(),
      category: "technical.specification",
      artefact: "needs",
      upload: await upload(
        story.people.sara,
        { ...story.room, id: id(story, "second") },
        `Needs ${canary()}`,
      ),
    })),
    { keep: keepAs("needs") },
  ),
  act(
    "sam",
    "gates.judge",
    onGate("indicative", () => ({ criterion, met: "no", note: canary() })),
    { also: ["sara"] },
  ),
  act(
    "sam",
    "gates.add-evidence",
    onGate("indicative", () => ({ criterion, note: canary() })),
    { also: ["sara"] },
  ),
  act(
    "sam",
    "gates.take-evidence-back",
    onGate("indicative", async (story) => ({ evidence: await evidence(story) })),
    { also: ["sara"] },
  ),
  act(
    "sara",
    "gates.add-evidence",
    onGate("indicative", (story) => ({ criterion, document: id(story, "needs") })),
    { also: ["sam"] },
  ),
  act(
    "sara",
    "gates.override",
    onGate("indicative", () => ({ criterion, reason: canary() })),
    { also: ["adam"] },
  ),
  act("sara", "gates.submit", onGate("indicative"), { also: ["sam"] }),
  act(
    "sara",
    "gates.recall",
    onGate("indicative", () => ({ reason: canary() })),
    { also: ["sam"] },
  ),
  act(
    "sara",
    "gates.judge",
    onGate("indicative", () => ({ criterion, met: "yes", note: canary() })),
    { also: ["sam"] },
  ),
  act("sara", "gates.submit", onGate("indicative"), { also: ["sam"] }),
  act(
    "adam",
    "decisions.delegate",
    inSecond((story) => ({ to: id(story, "sam"), since: "2020-01-01", until: "2999-01-01" })),
    { also: ["sara"], keep: keepAs("delegation") },
  ),
  act(
    "adam",
    "decisions.end-delegation",
    inSecond((story) => ({ delegation: id(story, "delegation") })),
  ),
  act(
    "adam",
    "gates.vote",
    onGate("indicative", (story) => ({
      outcome: "conditional-go",
      reason: canary(),
      conditions: [{ text: canary(), owner: id(story, "sam"), due: "2999-01-01" }],
    })),
  ),
  act(
    "sam",
    "gates.fulfil-condition",
    onGate("indicative", async (story) => ({
      condition: await second(story, "select id from gate_condition where room_id = $1"),
      note: canary(),
    })),
    { also: ["sara"] },
  ),
  act(
    "sara",
    "gates.show",
    async (story) => {
      const { version: _, ...rest } = (await onGate("indicative")(story)) as Record<string, unknown>;
      return rest;
    },
    { also: ["sam", "adam"] },
  ),
  act("sara", "gates.announce", onGate("acceptance")),
  act(
    "sara",
    "gates.reopen",
    onGate("indicative", () => ({ cause: "new-facts", reason: canary() })),
  ),
  act(
    "sara",
    "gates.close",
    onGate("indicative", () => ({ reason: canary() })),
  ),
  act(
    "sara",
    "rooms.explain-loss",
    inSecond(() => ({ category: "price", reason: canary() })),
    { also: ["berta"] },
  ),
  act(
    "berta",
    "rooms.explain-loss",
    inSecond(() => ({ category: "price", reason: canary() })),
    { also: ["sara"] },
  ),
  act(
    "sara",
    "rooms.tell-outcome",
    inSecond(() => ({ outcome: "open" })),
  ),
  act("sara", "rooms.losses", inSecond(), { also: ["sam", "adam", "berta"] }),

  act("sara", "handovers.name-teams", async (story) => ({
    ...(await handover(story)),
    sending: [id(story, "sara")],
    receiving: [id(story, "adam"), id(story, "sam")],
  })),
  ...["order", "site"].map((item) =>
    act(
      "sam",
      "handovers.check",
      async (story) => ({ ...(await handover(story)), item, done: "yes", note: canary() }),
      { also: ["sara"] },
    ),
  ),
  act("sara", "handovers.offer", handover),
  act(
    "adam",
    "handovers.answer",
    async (story) => ({ ...(await handover(story)), answer: "refused", reason: canary() }),
    { also: ["sam"] },
  ),
  act("sara", "handovers.offer", handover),
  act(
    "sam",
    "handovers.answer",
    async (story) => ({ ...(await handover(story)), answer: "accepted", reason: canary() }),
    { also: ["adam"] },
  ),
  act(
    "sara",
    "handovers.show",
    async (story) => ({ room: story.room.id, handover: (await handover(story)).handover }),
    { also: members },
  ),
];
