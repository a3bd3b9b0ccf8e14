import { sql } from "kysely";
import { blueprintChoicesFrom, onRoomOpened } from "#features/rooms/index.ts";
import { takeCopy } from "./commands/start.ts";
import { wording, wordsIn } from "./copy/stored.ts";

/** A room that is opened with a blueprint takes its copy in the same transaction. */
onRoomOpened("process", async (work, { room, blueprint }) => {
  if (blueprint) await takeCopy({ ...work, seat: null, input: { room, blueprint, choices: {} } });
});

/** The blueprints that are offered, named in the language of the one who opens the room. */
blueprintChoicesFrom(async (tx) => {
  const rows = await tx
    .selectFrom("blueprint_version")
    .select(["id", "name"])
    .select((eb) =>
      eb
        .selectFrom("person")
        .select("locale")
        .where("person.id", "=", sql<string>`private.me()`)
        .as("locale"),
    )
    .where("offered", "=", true)
    .orderBy("key")
    .execute();
  return rows.map(({ id, name, locale }) => ({
    key: id,
    label: wordsIn(wording.parse(name), locale ?? "en"),
  }));
});
