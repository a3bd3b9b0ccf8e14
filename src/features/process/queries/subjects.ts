import { sql } from "kysely";
import { declareSubject, titledRows } from "#platform/roomlog/index.ts";
import { type Wording, wordsIn } from "../copy/stored.ts";

/** Parts of the process as the log, threads and notifications name them, in the language of the one who reads. */
export function declareSteps(
  type: "activity" | "phase" | "gate" | "handover",
  path: (room: string, id: string) => string,
): void {
  const title = sql<{ words: Wording; locale: string | null }>`jsonb_build_object(
    'words', title, 'locale', (select locale from person where person.id = private.me()))`;
  declareSubject(type, async (tx, room, ids) =>
    (await titledRows(tx, type, title, room, ids)).map(({ title: { words, locale }, ...row }) => ({
      ...row,
      title: wordsIn(words, locale ?? "en"),
      path: path(room, row.id),
    })),
  );
}

declareSteps("activity", (room, id) => `/rooms/${room}/process/activities/${id}`);
declareSteps("phase", (room, id) => `/rooms/${room}/process#phase-${id}`);
