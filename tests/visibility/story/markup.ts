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
  team,
  type Who,
} from "../act.ts";

const at = (story: Story) => ({
  document: id(story, "marked document"),
  revision: id(story, "marked revision"),
});
const pdf = () => pagesOf([line(`Line ${canary()}`) + line(`Noise ${canary()}`, 600)]);
const version = async (story: Story, name: string) =>
  Number(await one(story, "select version from markup where id = $1", [id(story, `${name} markup`)]));

/** A comment in an audience on words of the page, which are words of the file. */
const make = (who: Who, audience: "room" | "seller" | "buyer" | "commercial", also: Who[], more = {}) =>
  act(
    who,
    "markup.make",
    inRoom((story) => ({
      ...at(story),
      audience: story.room.audiences[audience],
      kind: "highlight",
      page: 0,
      start: 0,
      end: 10,
      text: `Comment ${canary()}`,
      assignedTo: id(story, who),
      dueOn: "2036-02-03",
      ...more,
    })),
    {
      also,
      keep: (answer, story) => {
        story.ids[`${audience} markup`] = answer.id ?? "";
      },
    },
  );
const marked = (name: string, more: (story: Story) => object = () => ({})) =>
  inRoom(async (story) => ({
    document: at(story).document,
    markup: id(story, `${name} markup`),
    version: await version(story, name),
    ...more(story),
  }));

/** A comment out of a file, in an audience. */
const bring = (who: Who, audience: "seller" | "buyer", also: Who[]) =>
  act(
    who,
    "markup.import",
    inRoom((story) => ({
      ...at(story),
      audience: story.room.audiences[audience],
      xfdf: `<xfdf><annots><text page="0" rect="190,200,210,220" name="${canary()}" title="${canary()}"><contents>${canary()}</contents></text></annots></xfdf>`,
    })),
    { also },
  );

/** Marks on a page in every audience, on a revision for all and on a draft. */
export const markup: Act[] = [
  act(
    "sara",
    "documents.add",
    inRoom(async (story) => ({
      audience: story.room.audiences.room,
      upload: await upload(story.people.sara, story.room, pdf(), "pages.pdf"),
      title: `Title ${canary()}`,
      category: "technical.drawing",
    })),
    {
      keep: (answer, story) => {
        story.ids["marked document"] = answer.id ?? "";
        story.ids["marked revision"] = answer.revision ?? "";
      },
    },
  ),
  make("erik", "room", members),
  make("sam", "seller", team),
  make("berta", "buyer", buyers, {
    kind: "pin",
    start: undefined,
    end: undefined,
    shape: { at: [300, 300] },
  }),
  make("sara", "commercial", ["sam", "adam", "berta"]),
  act(
    "sam",
    "markup.assign",
    marked("seller", (story) => ({ assignedTo: story.people.sara.id, dueOn: "2036-03-04" })),
    {
      also: team,
    },
  ),
  act(
    "berta",
    "markup.settle",
    marked("buyer", () => ({ state: "closed", reason: `Reason ${canary()}` })),
    { also: [] },
  ),
  act(
    "sara",
    "markup.settle",
    marked("room", () => ({ state: "accepted" })),
    { also: ["sam"] },
  ),
  act(
    "sara",
    "markup.settle",
    marked("commercial", () => ({ state: "rejected", reason: `Reason ${canary()}` })),
    { also: ["sam"] },
  ),
  act("erik", "markup.list", inRoom(at), { also: members }),
  act(
    "sara",
    "documents.revise",
    inRoom(async (story) => ({
      document: at(story).document,
      audience: story.room.audiences.seller,
      upload: await upload(story.people.sara, story.room, pdf(), "next.pdf"),
      note: canary(),
    })),
    {
      keep: (answer, story) => {
        story.ids["marked draft"] = answer.id ?? "";
      },
    },
  ),
  act(
    "sam",
    "markup.place",
    inRoom((story) => ({
      document: at(story).document,
      revision: id(story, "marked draft"),
      markup: id(story, "room markup"),
      kind: "highlight",
      page: 0,
      words: "0-6",
    })),
    { also: team },
  ),
  act(
    "berta",
    "markup.place",
    inRoom((story) => ({
      ...at(story),
      markup: id(story, "buyer markup"),
      kind: "pin",
      page: 0,
      drawn: '{"at":[9,9]}',
    })),
    { also: buyers },
  ),
  act(
    "sara",
    "markup.export",
    inRoom((story) => ({
      ...at(story),
      as: "pdf",
      audiences: [story.room.audiences.room, story.room.audiences.seller],
      narrow: true,
    })),
    { also: members },
  ),
  bring("erik", "buyer", buyers),
  bring("sam", "seller", team),
  act(
    "sam",
    "documents.compare",
    inRoom((story) => ({
      document: at(story).document,
      old: id(story, "marked revision"),
      new: id(story, "marked draft"),
    })),
    { also: team },
  ),
];
