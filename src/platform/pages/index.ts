export { type Closed, closedBy, closedFor } from "./closed.ts";
export { comparePages } from "./compare.ts";
export { madePdf, pagesOfBlob, pagesOfType, sheetsOf, tableOf, textOf } from "./content.ts";
export type { ChangedArea } from "./difference.ts";
export {
  describePdf,
  pageFrame,
  pageImage,
  pageLinks,
  pageTag,
  pageText,
  textQuads,
  textWithin,
} from "./draw.ts";
export { PageFailure, type PageReason } from "./failure.ts";
export { findInPdf, pageTexts } from "./find.ts";
export { type EncodedImage, encodePage } from "./image.ts";
export { forgetPages, pagesWaiting, sweepPages } from "./keeping.ts";
export { endPages } from "./pool.ts";
export { type Quarter, turnedBox } from "./quarter.ts";
export type { Outline, PageText } from "./shapes.ts";
export type { Shift } from "./shift.ts";
export { imageSize, type Part, TILE, WIDTHS, ZOOMS } from "./sizes.ts";
export { Dropped, type Turn, type Urgency } from "./turns.ts";
