export { cursorKey, openCursor, type Positions, sealCursor } from "./cursor.ts";
export { onTouched, startListening, stopListening, touched } from "./notifier.ts";
export { closeStreams, openStream, openStreams } from "./streams.ts";
