export { type OutlineEntry, type OutlinePhase, outline } from "./outline.ts";
export * from "./picture.ts";
export { type ProgressPoint, progressLine } from "./progress-line.ts";
export { BlueprintPicture } from "./svg/BlueprintPicture.tsx";
export { ProgressLine } from "./svg/ProgressLine.tsx";
export { TallPicture } from "./tall/TallPicture.tsx";
export type { TallStanding, TallWords } from "./tall/words.ts";
export { type PictureWords, templatePicture } from "./template.ts";
