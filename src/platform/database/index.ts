export { type Actor, asActor, closeDatabase, openDatabase, type Seat, type Tx } from "./actor.ts";
export { type EmbeddedDatabase, startEmbedded } from "./embedded.ts";
export { checkExternal } from "./external.ts";
export { migrate, openRuntimeLogin } from "./migrate.ts";
export type { DB } from "./types.generated.ts";
