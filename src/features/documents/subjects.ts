import { sql } from "kysely";
import { declareRows } from "#platform/roomlog/index.ts";

// What the log, conversations and notifications call them: number and title, as their reader sees them.
declareRows(
  "document",
  "document",
  sql`number || ' ' || title`,
  (room, id) => `/rooms/${room}/documents/${id}`,
);
declareRows(
  "sending",
  "sending",
  sql`number || ' ' || subject`,
  (room, id) => `/rooms/${room}/documents/sendings/${id}`,
);

// What is asked for, and what wants a lead's approval, have no number.
declareRows(
  "expected",
  "expected_document",
  sql`title`,
  (room, id) => `/rooms/${room}/documents/expected/${id}`,
);
declareRows("sharing", "sharing_request", sql`title`, (room, id) => `/rooms/${room}/documents/sharing/${id}`);
