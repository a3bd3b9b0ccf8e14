/** Mark-up, for the other features. Whatever is imported here is registered: operations, the job, what follows an answer. */
import "./answers.ts";
import "./carrying.ts";
import "./subjects.ts";

export { exportMarkup } from "./commands/export.ts";
export { importMarkup } from "./commands/import.ts";
export { makeMarkup } from "./commands/make.ts";
export { placeMarkup } from "./commands/place.ts";
export { assignMarkup, settleMarkup } from "./commands/settle.ts";
export { carryOver } from "./jobs.ts";
export { findQuote, plain } from "./model/quote.ts";
export { markupOnRevision, type ShownMarkup } from "./queries/on-revision.ts";
export { type CommentWaiting, commentsWaiting, commentWaiting } from "./queries/waiting.ts";
