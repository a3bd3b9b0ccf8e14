import { sql } from "kysely";
import type { Tx } from "#platform/database/index.ts";
import { declareSubject } from "#platform/roomlog/index.ts";
import { wording, wordsIn } from "../copy/stored.ts";

/** Steps as the log, threads and notifications name them, in the language of the one who reads. */
const finder =
  (table: "activity" | "phase", path: (room: string, id: string) => string) =>
  async (tx: Tx, room: string, ids: string[]) => {
    const rows = await tx
      .selectFrom(table as "activity")
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
    return rows.map(({ id, audience_id, title, locale }) => ({
      id,
      audience: audience_id,
      title: wordsIn(wording.parse(title), locale ?? "en"),
      path: path(room, id),
    }));
  };

declareSubject(
  "activity",
  finder("activity", (room, id) => `/rooms/${room}/process/activities/${id}`),
);
declareSubject(
  "phase",
  finder("phase", (room, id) => `/rooms/${room}/process#phase-${id}`),
);
