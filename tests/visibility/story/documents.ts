import { upload } from "../../fixtures/documents.ts";
import { line, pagesOf } from "../../fixtures/pdf.ts";
import {
  type Act,
  act,
  buyers,
  canary,
  id,
  inRoom,
  members,
  one,
  type Story,
  sellers,
  team,
  type Who,
} from "../act.ts";

const file = (story: Story, who: Who) =>
  upload(story.people[who], story.room, `Text ${canary()} in a file`, `${canary()}.txt`);
const audience = (story: Story, name: string) =>
  story.room.audiences[name as keyof Story["room"]["audiences"]] ?? id(story, name);
/** Adds a document in an audience and keeps its id and first revision as `<audience> document`, `<audience> revision`. */
const add = (who: Who, name: string, also: Who[]) =>
  act(
    who,
    "documents.add",
    inRoom(async (story) => ({
      audience: audience(story, name),
      upload: await file(story, who),
      title: `Title ${canary()}`,
      category: "technical.drawing",
      note: canary(),
      artefact: name === "seller" ? "offer" : undefined,
    })),
    {
      also,
      keep: (answer, story) => {
        story.ids[`${name} document`] = answer.id ?? "";
        story.ids[`${name} revision`] = answer.revision ?? "";
      },
    },
  );
/** A document of pages, whose words are hidden in its text and, on its images, in its letters. */
const addPages = (who: Who, name: string) =>
  act(
    who,
    "documents.add",
    inRoom(async (story) => ({
      audience: audience(story, name),
      upload: await upload(
        story.people[who],
        story.room,
        pagesOf([line(`Text ${canary()} on a page`), line(canary())]),
        `${canary()}.pdf`,
      ),
      title: `Title ${canary()}`,
      category: "technical.drawing",
    })),
  );
const version = async (story: Story, name: string) =>
  Number(await one(story, "select version from document where id = $1", [id(story, `${name} document`)]));
const doc = (story: Story, name: string) => ({ document: id(story, `${name} document`) });
const rev = (story: Story, name: string) => ({
  ...doc(story, name),
  revision: id(story, `${name} revision`),
});

/** Keeps an id of the answer (the first of several) under a name. */
const keepAs =
  (name: string, field: string) =>
  (answer: Record<string, string | string[]>, story: Story): void => {
    story.ids[name] = [answer[field] ?? ""].flat()[0] ?? "";
  };

/** A specialist would share; their side's rule makes it a request. */
const wish = () =>
  act(
    "sam",
    "documents.publish",
    inRoom(async (story) => ({
      ...rev(story, "seller"),
      to: story.room.audiences.room,
      version: await version(story, "seller"),
      title: `Title ${canary()}`,
      note: canary(),
    })),
    { also: ["sara"], keep: keepAs("request", "request") },
  );

/** The register on every side of the line. An upload is its sender's own: nobody else can add with it. */
export const documents: Act[] = [
  add("sara", "room", []),
  add("sam", "seller", []),
  add("berta", "buyer", []),
  add("berta", "commercial", []),
  add("erik", "working", []),
  add("carl", "steering", []),
  act(
    "sara",
    "documents.revise",
    inRoom(async (story) => ({
      ...doc(story, "room"),
      audience: story.room.audiences.seller,
      upload: await file(story, "sara"),
      note: canary(),
    })),
  ),
  act(
    "sam",
    "documents.edit",
    inRoom(async (story) => ({
      ...doc(story, "seller"),
      version: await version(story, "seller"),
      title: `Title ${canary()}`,
      category: "sale.proposal",
    })),
    { also: ["sara"] },
  ),
  act(
    "sam",
    "documents.set-artefact",
    inRoom((story) => ({ ...doc(story, "seller"), artefact: "offer" })),
    { also: ["sara"] },
  ),
  act(
    "sara",
    "documents.approve",
    inRoom((story) => ({ ...rev(story, "seller"), note: canary() })),
    { also: ["adam"] },
  ),
  act(
    "berta",
    "documents.approve",
    inRoom((story) => ({ ...rev(story, "commercial"), note: canary() })),
    { also: ["sara", "adam"] },
  ),
  act(
    "sara",
    "documents.publish",
    inRoom(async (story) => ({
      ...rev(story, "seller"),
      to: story.room.audiences.commercial,
      version: await version(story, "seller"),
      title: `Title ${canary()}`,
      note: canary(),
    })),
  ),
  add("sam", "seller", []),
  act(
    "sam",
    "documents.show",
    inRoom((story) => doc(story, "seller")),
    { also: team },
  ),
  act(
    "erik",
    "documents.show",
    inRoom((story) => doc(story, "buyer")),
    { also: buyers },
  ),
  act(
    "erik",
    "documents.show",
    inRoom((story) => doc(story, "room")),
    { also: members },
  ),
  act(
    "berta",
    "documents.file",
    inRoom((story) => rev(story, "commercial")),
    { also: team },
  ),
  act(
    "sam",
    "documents.file",
    inRoom((story) => rev(story, "working")),
    { also: ["sara", "erik"] },
  ),
  act(
    "berta",
    "documents.download",
    inRoom((story) => rev(story, "commercial")),
    { also: team },
  ),
  act(
    "carl",
    "documents.open",
    inRoom((story) => rev(story, "steering")),
    { also: ["berta"] },
  ),
  act(
    "berta",
    "documents.download-marked",
    inRoom((story) => rev(story, "commercial")),
    { also: team },
  ),
  act(
    "berta",
    "documents.view",
    inRoom((story) => rev(story, "commercial")),
    { also: team },
  ),
  act(
    "sam",
    "documents.page-source",
    inRoom((story) => rev(story, "working")),
    { also: ["sara", "erik"] },
  ),
  act(
    "berta",
    "documents.open",
    inRoom((story) => rev(story, "room")),
    { also: members },
  ),
  act(
    "sara",
    "documents.trace",
    inRoom(async (story) => ({
      code: await one(story, "select code from viewing_trace where revision_id = $1 and person_id = $2", [
        id(story, "room revision"),
        story.people.berta.id,
      ]),
    })),
    { also: team },
  ),
  act("erik", "documents.choices", inRoom(), { also: ["sara", "sam", "berta", "carl"] }),
  act("erik", "uploads.unfinished", inRoom(), { also: members.filter((who) => who !== "erik") }),
  act("sara", "documents.artefacts", inRoom(), { also: members }),
  act("erik", "documents.categories", inRoom(), { also: members }),
  act(
    "erik",
    "documents.list",
    inRoom(() => ({ text: "Title" })),
    { also: members },
  ),
  // Of a group: nobody else learns of it. Of a side: everyone who sees the document.
  act(
    "sara",
    "documents.set-rights",
    inRoom((story) => ({ ...doc(story, "room"), holder: id(story, "working"), level: "comment" })),
  ),
  act(
    "berta",
    "documents.set-rights",
    inRoom((story) => ({ ...doc(story, "commercial"), holder: "seller", level: "view", mayRevise: true })),
  ),
  act(
    "berta",
    "documents.rights",
    inRoom((story) => doc(story, "commercial")),
  ),
  // What the supplier's whole team could have a moment ago is the customer's alone now.
  act(
    "berta",
    "documents.file",
    inRoom((story) => rev(story, "commercial")),
  ),
  act(
    "adam",
    "documents.open",
    inRoom((story) => rev(story, "commercial")),
    { also: ["berta", ...sellers] },
  ),
  act(
    "sara",
    "documents.revise",
    inRoom(async (story) => ({
      ...doc(story, "commercial"),
      audience: story.room.audiences.commercial,
      upload: await file(story, "sara"),
      note: canary(),
    })),
  ),
  add("sara", "seller", []),
  act(
    "berta",
    "documents.set-artefact",
    inRoom((story) => ({ ...doc(story, "buyer"), artefact: "enquiry" })),
    { also: buyers },
  ),
  act(
    "erik",
    "documents.approve",
    inRoom((story) => rev(story, "buyer")),
    { also: buyers },
  ),
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
      due: "2027-01-15",
    })),
    { also: ["sam"], keep: keepAs("own expected", "ids") },
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
];
