import { sql } from "kysely";
import { z } from "zod";
import { query } from "#platform/operations/index.ts";
import { personShape, sideShape } from "../queries/shapes.ts";

const wording = z.record(z.string(), z.string());

/** Whom one may ask, and what the process says is made on another side and is not in the register yet. */
export const askChoices = query({
  name: "documents.ask-choices",
  summary: "Whom one may ask for documents, and what the process expects of the other side",
  http: "GET /rooms/{room}/ask-choices",
  capability: "room.work",
  input: z.object({ room: z.uuid() }),
  output: z.object({
    members: z.array(personShape.extend({ company: z.string(), side: sideShape })),
    artefacts: z.array(z.object({ key: z.string(), title: wording })),
  }),
  async run({ tx, seat, input }) {
    const [members, { rows }] = await Promise.all([
      tx
        .selectFrom("member")
        .select(["id", "name", "company_name as company", "side"])
        .where("room_id", "=", input.room)
        .where("left_at", "is", null)
        .orderBy("side")
        .orderBy("name")
        .execute(),
      sql<{ key: string; title: unknown }>`
        select distinct a.key, a.title from artefact a
        join activity_artefact x on x.room_id = a.room_id and x.artefact_id = a.id and x.direction = 'out'
        join activity y on y.room_id = x.room_id and y.id = x.activity_id and y.side <> ${seat?.side ?? ""}
        where a.room_id = ${input.room}
          and not exists (select from document_artefact d where d.room_id = a.room_id and d.artefact = a.key)
        order by a.key limit 50`.execute(tx),
    ]);
    return {
      members: members.map((one) => ({ ...one, side: sideShape.parse(one.side) })),
      artefacts: rows.map(({ key, title }) => ({ key, title: wording.parse(title) })),
    };
  },
});
