import { type Act, act, buyers, canary, id, inRoom, members, one, sellers, team } from "../act.ts";
import { add, doc, file, keepAs, rev, version } from "./register.ts";

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
  act("sara", "documents.visit", inRoom(), { also: members }),
  act("erik", "documents.visit", inRoom(), { also: members }),
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
    "sara",
    "documents.approve",
    inRoom((story) => ({ ...rev(story, "commercial"), outcome: "not-approved", note: canary() })),
    { also: ["adam"] },
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
    { keep: keepAs("brought", "id") },
  ),
  // The supplier takes back what it brought of the customer's document; the customer could as well.
  act(
    "sara",
    "documents.withdraw",
    inRoom((story) => ({
      ...doc(story, "commercial"),
      revision: id(story, "brought"),
      reason: canary(),
      version: 1,
    })),
    { also: ["berta"] },
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
  // The supplier's lead changes the room's categories: one for all, and one that nobody else may learn of.
  ...[false, true].map((internal) =>
    act(
      "sara",
      "documents.add-category",
      inRoom(() => {
        const name = `Category ${canary()}`;
        return { title: { en: name, fi: name }, shelfTitle: { en: name, fi: name }, internal };
      }),
      { keep: keepAs(internal ? "own category" : "category", "category") },
    ),
  ),
  ...["category", "own category"].map((which) =>
    act(
      "sara",
      "documents.change-category",
      inRoom((story) => {
        const name = `Renamed ${canary()}`;
        return { category: id(story, which), title: { en: name, fi: name }, retired: true, version: 1 };
      }),
    ),
  ),
  act(
    "sara",
    "documents.rename-shelf",
    inRoom(async (story) => {
      const key = id(story, "own category");
      const was = await one(story, "select shelf_title ->> 'en' from document_category where key = $1", [
        key,
      ]);
      const name = `Shelf ${canary()}`;
      return {
        shelf: key.split(".")[0],
        title: { en: name, fi: name },
        before: { en: was, fi: was },
      };
    }),
  ),
];
