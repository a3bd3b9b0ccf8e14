export {
  type Actor,
  asActor,
  asSystem,
  closeDatabase,
  databasePool,
  openDatabase,
  type Seat,
  type Tx,
} from "./actor.ts";
export { type EmbeddedDatabase, startEmbedded } from "./embedded.ts";
export { migrate, openRuntimeLogin } from "./migrate.ts";
export type { DB } from "./types.generated.ts";
