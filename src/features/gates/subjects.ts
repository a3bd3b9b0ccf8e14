import { sql } from "kysely";
import { wording, wordsIn } from "#features/process/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { declareSubject } from "#platform/roomlog/index.ts";

/** Gates and handovers as the log, threads and notifications name them, in the language of the one who reads. */
const finder =
  (table: "gate" | "handover", place: "gates" | "handovers") =>
  async (tx: Tx, room: string, ids: string[]) => {
    const rows = await tx
      .selectFrom(table as "gate")
      .select(["id", "audience_id", "title"])
      .select((eb) =>
        eb
          .selectFrom("person")
          .select("locale")
          .where("person.id", "=", sql<string>`private.me()`)
          .as("locale"),
      )
      .where("room_id", "=", room)
      .where("id", "in", ids)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      audience: row.audience_id,
      title: wordsIn(wording.parse(row.title), row.locale ?? "en"),
      path: `/rooms/${room}/process/${place}/${row.id}`,
    }));
  };

declareSubject("gate", finder("gate", "gates"));
declareSubject("handover", finder("handover", "handovers"));
