/** The door for screens: what may be rendered in the browser. */
export { viewAt } from "../viewer/addresses.ts";
export { DocumentView } from "../viewer/DocumentView.tsx";
export type { Rotation } from "../viewer/geometry.ts";
export { bringIntoView, focusOn } from "../viewer/scroll.ts";
export { Tool } from "../viewer/Toolbar.tsx";
export { unturned } from "../viewer/tiles.ts";
export type { PageInfo, PageLayer, View } from "../viewer/types.ts";
export { useLabelWords } from "./labels.ts";
