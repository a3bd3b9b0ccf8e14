/** What other features' screens render of uploads; behind a door of its own, since it must not pull operations into the browser. */
export { titleFrom } from "./FileRow.tsx";
export { FilesField } from "./FilesField.tsx";
export { RefusedFiles } from "./RefusedFiles.tsx";
export { useFiles } from "./useFiles.ts";
