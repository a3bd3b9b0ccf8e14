import { upload } from "../../fixtures/documents.ts";
import { does, type Twin } from "./twin.ts";

/** Everything that a busy seller does where the customer does not see it. */
export async function behindTheLine({ room, sara, sam, look }: Twin): Promise<void> {
  const at = { room: room.id };
  const seller = room.audiences.seller;
  for (const title of ["a", "b"])
    await does(sam, "documents.add", {
      ...at,
      audience: seller,
      upload: await upload(sam, room),
      title,
      category: "sale.calculation",
    });
  await does(sara, "conversations.start", {
    ...at,
    audience: seller,
    title: "internal",
    text: `@[${sam.id}] internal`,
  });
  const mine = await does(sam, "schedule.propose", {
    ...at,
    audience: seller,
    kind: "deadline",
    title: "internal",
    day: "2029-01-01",
    zone: "UTC",
  });
  await does(sara, "schedule.cancel", { ...at, item: mine.item ?? mine.id, version: 1, reason: "no" });
  await does(sam, "schedule.propose", {
    ...at,
    audience: seller,
    kind: "deadline",
    title: "internal",
    day: "2029-01-01",
    zone: "UTC",
  });
  const [phase] = await look<{ id: string }>(
    "select id from phase where room_id = $1 order by position limit 1",
    [room.id],
  );
  const [lane] = await look<{ id: string }>(
    "select id from lane where room_id = $1 and band = 'backstage' limit 1",
    [room.id],
  );
  const activity = await does(sara, "activities.add", {
    ...at,
    audience: seller,
    title: "internal",
    phase: phase?.id,
    lane: lane?.id,
    plannedStart: "2020-01-01",
  });
  await does(sara, "activities.step", { ...at, activity: activity.id, version: 1, event: "start" });
  await does(sara, "process.add-lane", { ...at, title: "internal", band: "support" });
  await does(sara, "audiences.create", { ...at, name: crypto.randomUUID(), people: [sam.id] });
  await does(sara, "invitations.create", {
    ...at,
    side: "seller",
    name: "Next",
    email: `${crypto.randomUUID()}@example.com`,
    role: "viewer",
  });
  const [row] = await look<{ version: number }>("select version from room_case where room_id = $1", [
    room.id,
  ]);
  await does(sara, "rooms.change-case", {
    ...at,
    version: row?.version,
    notes: "internal",
    value: { amount: "1000", currency: "EUR" },
  });
}

/** A gate of the supplier's own is prepared, decided, opened again and closed; what the other side meets is the sale alone. */
export async function decideBehindTheLine({ room, sara, sam, adam, look }: Twin): Promise<void> {
  const [gate] = await look<{ id: string }>("select id from gate where room_id = $1 and key = 'release'", [
    room.id,
  ]);
  const [role] = await look<{ id: string }>(
    "select id from process_role where room_id = $1 and key = 'sales-director'",
    [room.id],
  );
  const on = async (who: typeof sara, name: string, more: object = {}) => {
    const [course] = await look<{ version: number }>("select version from gate_course where gate_id = $1", [
      gate?.id,
    ]);
    return does(who, name, { room: room.id, gate: gate?.id, version: course?.version ?? 1, ...more });
  };
  await does(sara, "gates.name-deciders", { room: room.id, role: role?.id, people: [adam.id] });
  const calculation = await does(sam, "documents.add", {
    room: room.id,
    audience: room.audiences.seller,
    upload: await upload(sam, room),
    title: "internal",
    category: "sale.calculation",
    artefact: "calculation",
  });
  await on(sam, "gates.add-evidence", { criterion: "calculated", note: "internal" });
  await on(sam, "gates.add-evidence", { criterion: "calculated", document: calculation.id });
  await on(sara, "gates.submit");
  await on(sara, "gates.recall", { reason: "internal" });
  await on(sara, "gates.submit");
  const conditions = [{ text: "internal", owner: sam.id, due: "2999-01-01" }];
  await on(adam, "gates.vote", { outcome: "conditional-go", reason: "internal", conditions });
  await on(sara, "gates.reopen", { cause: "new-facts", reason: "internal" });
  await on(sara, "gates.close", { reason: "internal" });
}

/**
 * Responsibility goes from sales to delivery, which everybody is told in the end. On the way there, where `busy`, it is refused
 * once, with words.
 */
export async function handOver({ room, sara, sam, adam, look }: Twin, busy: boolean): Promise<void> {
  const [handover] = await look<{ id: string }>("select id from handover where room_id = $1", [room.id]);
  const on = async (who: typeof sara, name: string, more: object = {}) => {
    const [course] = await look<{ version: number }>(
      "select version from handover_course where handover_id = $1",
      [handover?.id],
    );
    return does(who, name, { room: room.id, handover: handover?.id, version: course?.version ?? 1, ...more });
  };
  if (busy) await on(sara, "handovers.name-teams", { sending: [sara.id, sam.id], receiving: [adam.id] });
  if (busy) await on(sara, "handovers.check", { item: "order", done: "no", note: "internal" });
  await on(sara, "handovers.name-teams", { sending: [sara.id], receiving: [adam.id, sam.id] });
  for (const item of ["order", "site"]) await on(sara, "handovers.check", { item, done: "yes", note: "" });
  await on(sara, "handovers.offer");
  if (busy) {
    await on(adam, "handovers.answer", { answer: "refused", reason: "internal" });
    await on(sara, "handovers.offer");
  }
  await on(sam, "handovers.answer", { answer: "accepted", reason: busy ? "internal" : "" });
}
