export { BlueprintPicture } from "./BlueprintPicture.tsx";
export { type OutlineEntry, type OutlinePhase, outline } from "./outline.ts";
export { ProgressLine } from "./ProgressLine.tsx";
export * from "./picture.ts";
export { type ProgressPoint, progressLine } from "./progress-line.ts";
export { type PictureWords, templatePicture } from "./template.ts";
