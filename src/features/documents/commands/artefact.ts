import { z } from "zod";
import { refused } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { markArtefact } from "../artefacts.ts";
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
    const place = { room: input.room, id: document.id, audience: document.audience };
    const before = await tx
      .selectFrom("document_artefact")
      .select(["audience_id", "artefact"])
      .where("room_id", "=", input.room)
      .where("document_id", "=", document.id)
      .execute();
    const audience = await markArtefact(tx, seat, place, input.artefact ?? null);
    if (input.artefact && !audience) throw refused("artefact-nowhere", {}, "artefact");
    // Told in the audience of the mark; a mark that was removed, where it had been.
    for (const told of new Set([...before.map((mark) => mark.audience_id), ...(audience ? [audience] : [])]))
      emit({
        room: input.room,
        audience: told,
        kind: "document.marked",
        subject: { type: "document", id: document.id },
        data: {
          number: document.number,
          title: document.title,
          artefact: told === audience ? (input.artefact ?? null) : null,
        },
      });
    return {};
  },
});
