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

// What is asked for, what was sent, what wants a lead's approval.
declareSubject("expected", async (tx, room, ids) => {
  const rows = await tx
    .selectFrom("expected_document")
    .select(["id", "audience_id", "title"])
    .where("room_id", "=", room)
    .where("id", "in", ids)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    audience: row.audience_id,
    title: row.title,
    path: `/rooms/${room}/documents/expected/${row.id}`,
  }));
});

declareSubject("sending", async (tx, room, ids) => {
  const rows = await tx
    .selectFrom("sending")
    .select(["id", "audience_id", "number", "subject"])
    .where("room_id", "=", room)
    .where("id", "in", ids)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    audience: row.audience_id,
    title: `${row.number} ${row.subject}`,
    path: `/rooms/${room}/documents/sendings/${row.id}`,
  }));
});

declareSubject("sharing", async (tx, room, ids) => {
  const rows = await tx
    .selectFrom("sharing_request")
    .select(["id", "audience_id", "title"])
    .where("room_id", "=", room)
    .where("id", "in", ids)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    audience: row.audience_id,
    title: row.title,
    path: `/rooms/${room}/documents/sharing/${row.id}`,
  }));
});
