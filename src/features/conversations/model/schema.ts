import { z } from "zod";

export const subjectType = z.enum(["room", "document", "activity", "gate", "handover"]);

/** What somebody types: plain text with line breaks. Control characters are left out, line ends are one kind. */
export const messageText = z
  .string()
  .transform((text) =>
    text
      .replace(/\r\n?/g, "\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those are removed
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, "")
      .trim(),
  )
  .pipe(z.string().min(1).max(10_000));

export const threadTitle = z
  .string()
  .trim()
  .transform((title) => title.replace(/\s+/g, " "))
  .pipe(z.string().max(160))
  .default("");

/** Which side somebody is on; a partner with the side that brought them in. Empty: no longer known. */
export const belongs = z.enum(["seller", "buyer", "sellerPartner", "buyerPartner", ""]);
export const person = z.object({ id: z.uuid(), name: z.string(), company: z.string(), belongs });
export type Person = z.infer<typeof person>;

/** An audience with the words it is shown by and the people in it. */
export const audienceShown = z.object({
  id: z.uuid(),
  kind: z.enum(["room", "seller", "buyer", "commercial", "custom"]),
  name: z.string(),
  people: z.array(person),
});
export type AudienceShown = z.infer<typeof audienceShown>;

/** What a thread is about; the room itself has no id. Null title and path: it is not shared with the reader (any more). */
export const subjectShown = z.object({
  /** `place`: a place on a page of a document. */
  type: z.enum([...subjectType.options, "place"]),
  id: z.uuid().nullable(),
  title: z.string().nullable(),
  path: z.string().nullable(),
  /** Of a place: the comment's number and the page (0: it has none). */
  values: z.record(z.string(), z.number()).optional(),
  /** Of a place: what kind of mark it is, where it stands, and on which revision. */
  mark: z
    .object({
      kind: z.string(),
      state: z.string(),
      revision: z.object({ kind: z.enum(["letter", "draft"]), text: z.string() }).nullable(),
    })
    .optional(),
});
