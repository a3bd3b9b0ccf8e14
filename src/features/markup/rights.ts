import { reaches, rightsOf } from "#features/documents/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { forbidden } from "#platform/errors.ts";

/** Refuses who may not write about a document. @throws Problem document-no-comments, not-found */
export async function assertMayComment(tx: Tx, room: string, document: string): Promise<void> {
  const { level } = await rightsOf(tx, room, document);
  if (!reaches(level, "comment")) throw forbidden("document-no-comments");
}
