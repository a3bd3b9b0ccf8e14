import { z } from "zod";
import { command } from "#platform/operations/index.ts";
import { changeMark } from "../artefacts.ts";
import { artefact } from "../model/fields.ts";
import { documentForChange } from "../rows.ts";

/** Says which artefact of the room's blueprint a document is, so that gates can ask for it. */
export const setArtefact = command({
  name: "documents.set-artefact",
  summary: "Marks a document as an artefact of the blueprint, or as none",
  http: "PUT /rooms/{room}/documents/{document}/artefact",
  capability: "room.work",
  input: z.object({ room: z.uuid(), document: z.uuid(), artefact: artefact.optional() }),
  output: z.object({}),
  async run({ tx, seat, input, emit }) {
    const document = await documentForChange(tx, seat, input.room, input.document);
    await changeMark(tx, seat, document, input.artefact ?? null, emit);
    return {};
  },
});
