/** The door for screens: what may be rendered in the browser. */
export { ThreadsPanel } from "./ThreadsPanel.tsx";
