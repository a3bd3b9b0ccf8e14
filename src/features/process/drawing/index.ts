export { type OutlineEntry, type OutlinePhase, outline } from "./outline.ts";
export * from "./picture.ts";
export { type ProgressPoint, progressLine } from "./progress-line.ts";
export { BlueprintPicture } from "./svg/BlueprintPicture.tsx";
export { ProgressLine } from "./svg/ProgressLine.tsx";
export { type PictureWords, templatePicture } from "./template.ts";
