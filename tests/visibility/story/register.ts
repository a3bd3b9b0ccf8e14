import writeExcelFile from "write-excel-file/node";
import { upload } from "../../fixtures/documents.ts";
import { line, pagesOf } from "../../fixtures/pdf.ts";
import { act, canary, id, inRoom, one, type Story, type Who } from "../act.ts";

export const file = (story: Story, who: Who) =>
  upload(story.people[who], story.room, `Text ${canary()} in a file`, `${canary()}.txt`);
export const audience = (story: Story, name: string) =>
  story.room.audiences[name as keyof Story["room"]["audiences"]] ?? id(story, name);
/** Adds a document in an audience and keeps its id and first revision as `<audience> document`, `<audience> revision`. */
export const add = (who: Who, name: string, also: Who[]) =>
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
export const addPages = (who: Who, name: string) =>
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
/** Documents of other kinds, whose words are hidden in cells, in values and in what LibreOffice reads. */
export const addKind = (who: Who, name: string, kind: "xlsx" | "csv" | "rtf") =>
  act(
    who,
    "documents.add",
    inRoom(async (story) => ({
      audience: audience(story, name),
      upload: await upload(story.people[who], story.room, await contents[kind](), `${canary()}.${kind}`),
      title: `Title ${canary()}`,
      category: "technical.drawing",
    })),
  );
const encoded = (text: string) => new TextEncoder().encode(text);
const contents = {
  csv: async () => encoded(`Part;${canary()}\nBoiler;540\n${canary()};1\n`),
  rtf: async () => encoded(`{\\rtf1\\ansi Text ${canary()} in a document}`),
  async xlsx() {
    const data = [
      [{ value: "Part" }, { value: canary() }],
      [{ value: 540 }, { value: canary() }],
    ];
    return new Uint8Array((await writeExcelFile([{ data, sheet: canary() }] as never).toBuffer()) as Buffer);
  },
};
export const version = async (story: Story, name: string) =>
  Number(await one(story, "select version from document where id = $1", [id(story, `${name} document`)]));
export const doc = (story: Story, name: string) => ({ document: id(story, `${name} document`) });
export const rev = (story: Story, name: string) => ({
  ...doc(story, name),
  revision: id(story, `${name} revision`),
});

/** Keeps an id of the answer (the first of several) under a name. */
export const keepAs =
  (name: string, field: string) =>
  (answer: Record<string, string | string[]>, story: Story): void => {
    story.ids[name] = [answer[field] ?? ""].flat()[0] ?? "";
  };

/** A specialist would share; their side's rule makes it a request. */
export const wish = () =>
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
