import { z } from "zod";
import { query } from "#platform/operations/index.ts";
import { categoriesOf, shelvesShape } from "../categories.ts";

/** How the register of a room is ordered: what its blueprint says, or the usual list. */
export const documentCategories = query({
  name: "documents.categories",
  summary: "The categories of a room's documents, two levels, with their words by language",
  http: "GET /rooms/{room}/document-categories",
  capability: "room.see",
  input: z.object({ room: z.uuid() }),
  output: z.object({ categories: shelvesShape }),
  run: async ({ tx, input }) => ({ categories: await categoriesOf(tx, input.room) }),
});
