import { type Act, act, buyers, canary, id, inRoom, members, one, team } from "../act.ts";
import { addKind, addPages, doc, keepAs, version, wish } from "./register.ts";

/** What is expected, sent, asked to be shared and withdrawn; after the register's own acts. */
export const sendings: Act[] = [
  // What is expected, on both sides of the line.
  act(
    "sara",
    "documents.ask",
    inRoom((story) => ({
      audience: story.room.audiences.room,
      side: "buyer",
      titles: `Title ${canary()}\n- Title ${canary()}`,
      category: "sale.data",
      note: canary(),
    })),
    {
      also: ["berta", "erik", "carl"],
      keep: keepAs("expected", "ids"),
    },
  ),
  act(
    "sara",
    "documents.ask",
    inRoom((story) => ({
      audience: story.room.audiences.seller,
      side: "seller",
      titles: `Title ${canary()}`,
      category: "sale.data",
      due: "2037-01-15",
    })),
    { also: ["sam"], keep: keepAs("own expected", "ids") },
  ),
  act(
    "sara",
    "documents.ask",
    inRoom((story) => ({
      audience: story.room.audiences.room,
      side: "partner",
      person: id(story, "carl"),
      titles: `Title ${canary()}`,
      category: "sale.data",
    })),
    { also: ["berta", "erik", "carl"] },
  ),
  act("erik", "documents.ask-choices", inRoom(), { also: ["sara", "sam", "berta", "carl"] }),
  act("erik", "documents.expected", inRoom(), { also: members }),
  act(
    "sam",
    "documents.expected-one",
    inRoom((story) => ({ expected: id(story, "own expected") })),
    { also: team },
  ),
  act(
    "sara",
    "documents.change-expected",
    inRoom((story) => ({
      expected: id(story, "own expected"),
      version: 1,
      title: `Title ${canary()}`,
      category: "delivery.schedule",
      note: canary(),
    })),
    { also: ["sam"] },
  ),
  act(
    "erik",
    "documents.fill-expected",
    inRoom((story) => ({ expected: id(story, "expected"), version: 1, ...doc(story, "room") })),
    { also: ["sara", "sam", "berta"] },
  ),
  act(
    "sam",
    "documents.drop-expected",
    inRoom((story) => ({ expected: id(story, "own expected"), version: 2, reason: canary() })),
    { also: ["sara"] },
  ),
  act(
    "sara",
    "documents.send",
    inRoom((story) => ({
      audience: story.room.audiences.seller,
      people: [story.people.sam.id, story.people.sara.id],
      revisions: [id(story, "seller revision")],
      subject: `Title ${canary()}`,
      note: canary(),
    })),
    { also: ["sam"], keep: keepAs("sending", "id") },
  ),
  act("erik", "documents.readings", inRoom(), { also: members }),
  act("erik", "documents.sendings", inRoom(), { also: members }),
  act(
    "sam",
    "documents.sending",
    inRoom((story) => ({ sending: id(story, "sending") })),
    { also: team },
  ),
  act(
    "sam",
    "documents.open-sending",
    inRoom((story) => ({ sending: id(story, "sending") })),
    { also: team },
  ),
  // The supplier's lead wants to see first what their people share.
  act(
    "sara",
    "documents.set-sharing-rule",
    inRoom(() => ({ required: true, version: 0 })),
    { also: ["berta"] },
  ),
  act("erik", "documents.sharing-rule", inRoom(), { also: members }),
  wish(),
  act(
    "sara",
    "documents.sharing-request",
    inRoom((story) => ({ request: id(story, "request") })),
    { also: team },
  ),
  act(
    "sam",
    "documents.take-back-sharing",
    inRoom((story) => ({ request: id(story, "request"), version: 1 })),
  ),
  wish(),
  act(
    "sara",
    "documents.decide-sharing",
    inRoom((story) => ({
      request: id(story, "request"),
      version: 1,
      decision: "refuse",
      reason: canary(),
    })),
  ),
  act(
    "sara",
    "documents.replace",
    inRoom(async (story) => ({
      ...doc(story, "seller"),
      replacement: await one(
        story,
        "select id from document where room_id = $1 and audience_id = $2 and id <> $3 limit 1",
        [story.room.id, story.room.audiences.seller, id(story, "seller document")],
      ),
      reason: canary(),
      version: await version(story, "seller"),
    })),
    { also: ["sam"] },
  ),
  act(
    "erik",
    "documents.withdraw",
    inRoom(async (story) => ({
      ...doc(story, "working"),
      reason: canary(),
      version: await version(story, "working"),
    })),
    { also: buyers },
  ),
  act(
    "sara",
    "documents.withdraw",
    inRoom(async (story) => ({
      ...doc(story, "seller"),
      reason: canary(),
      version: await version(story, "seller"),
    })),
    { also: ["sam"] },
  ),
  act(
    "sara",
    "documents.restore",
    inRoom(async (story) => ({
      ...doc(story, "seller"),
      reason: canary(),
      version: await version(story, "seller"),
    })),
  ),
  addPages("sara", "room"),
  addPages("sam", "seller"),
  addPages("berta", "buyer"),
  addKind("sara", "room", "rtf"),
  addKind("sam", "seller", "xlsx"),
  addKind("sara", "seller", "rtf"),
  addKind("sara", "seller", "csv"),
  addKind("berta", "buyer", "xlsx"),
  addKind("berta", "commercial", "rtf"),
];
