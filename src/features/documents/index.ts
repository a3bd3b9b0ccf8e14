/** Documents, for the other features. Whatever is imported here is registered: operations, jobs, what the log calls a document. */
import "./expected/commands.ts";
import "./expected/queries.ts";
import "./sendings/commands.ts";
import "./sendings/queries.ts";
import "./sharing/commands.ts";
import "./sharing/queries.ts";
import "./subject.ts";

export { addDocument } from "./commands/add.ts";
export { approveDocument } from "./commands/approve.ts";
export { setArtefact } from "./commands/artefact.ts";
export { editDocument } from "./commands/edit.ts";
export { publishDocument } from "./commands/publish.ts";
export { replaceDocument } from "./commands/replace.ts";
export { restoreDocument } from "./commands/restore.ts";
export { reviseDocument } from "./commands/revise.ts";
export { setDocumentRights } from "./commands/rights.ts";
export { withdrawDocument } from "./commands/withdraw.ts";
export type { Level, Rights } from "./model/rights.ts";
export { artefactDocuments } from "./queries/artefacts.ts";
export { documentsWaiting, documentWaiting, type DocumentWaiting } from "./queries/waiting.ts";
export { listDocuments } from "./queries/list.ts";
export { documentRights } from "./queries/rights.ts";
export { showDocument } from "./queries/show.ts";
export { traceWatermark } from "./queries/trace.ts";
export { pageSource, viewRevision } from "./queries/view.ts";
export { type Content, contentOf, rightsOf } from "./rights.ts";
export { type Received, receiveBody } from "./uploads.ts";
