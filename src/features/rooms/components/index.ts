/** What other features may render of rooms; behind a door of its own, since it must not pull operations into the browser. */
export { useAudienceWords } from "./useAudienceWords.ts";
export { type RoomFrame, useRoom } from "./useRoom.ts";
