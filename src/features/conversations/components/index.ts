/** The door for screens: what may be rendered in the browser. */
export { MentionArea } from "./MentionArea.tsx";
export { MessageText } from "./MessageText.tsx";
export { ThreadsPanel } from "./ThreadsPanel.tsx";
