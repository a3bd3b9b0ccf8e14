import { declareSubject } from "#platform/roomlog/index.ts";

// What the log, conversations and notifications call a document: number and title, as its reader sees them.
declareSubject("document", async (tx, room, ids) => {
  const rows = await tx
    .selectFrom("document")
    .select(["id", "audience_id", "number", "title"])
    .where("room_id", "=", room)
    .where("id", "in", ids)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    audience: row.audience_id,
    title: `${row.number} ${row.title}`,
    path: `/rooms/${room}/documents/${row.id}`,
  }));
});
