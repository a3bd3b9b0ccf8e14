import { mayCommentIn } from "#features/conversations/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { forbidden } from "#platform/errors.ts";

/**
 * Refuses who may not write about a document in an audience: among one's own team whoever may view it may write, elsewhere
 * whoever may comment.
 * @throws Problem document-no-comments
 */
export async function assertMayComment(
  tx: Tx,
  where: { room: string; document: string; audience: string },
): Promise<void> {
  const may = await mayCommentIn(tx, where.room, where.document, [where.audience]);
  if (!may.has(where.audience)) throw forbidden("document-no-comments");
}
