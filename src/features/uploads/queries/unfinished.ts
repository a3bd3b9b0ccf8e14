import { z } from "zod";
import { query } from "#platform/operations/index.ts";
import { answerOf, myReceiving } from "../records.ts";

/** What I had begun to send into a room and can go on with, or have sent and not used. Nobody else learns of it. */
export const unfinishedUploads = query({
  name: "uploads.unfinished",
  summary:
    "My uploads in the room, in parts by tus at /rooms/{room}/uploads, that can be continued or used until they expire",
  http: "GET /rooms/{room}/uploads",
  capability: "room.see",
  input: z.object({ room: z.uuid() }),
  output: z.object({
    uploads: z.array(
      z.object({
        upload: z.uuid(),
        name: z.string(),
        size: z.number().int(),
        /** The file's own time on the device it came from, in milliseconds; null when it was not told. */
        modified: z.number().int().nullable(),
        received: z.number().int(),
        /** All there and checked, and not used by a command yet. */
        ready: z.boolean(),
        expires: z.iso.datetime(),
      }),
    ),
  }),
  async run({ tx, input }) {
    const rows = await myReceiving(tx, input.room, null);
    return {
      uploads: rows.map((row) => {
        const { upload, name, size, received, expires } = answerOf(row);
        return {
          upload,
          name,
          size,
          received,
          expires,
          modified: row.modified,
          ready: row.state === "ready",
        };
      }),
    };
  },
});
