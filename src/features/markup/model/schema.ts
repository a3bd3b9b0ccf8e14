import { z } from "zod";
import { hows, kinds, states } from "./kinds.ts";

export const kind = z.enum(kinds);
export const state = z.enum(states);
export const how = z.enum(hows);

/** Coordinates in the PDF's own points. Acrobat's largest page is 14,400 points wide; nothing lies further out than that. */
const coordinate = z.number().min(-20_000).max(20_000);
const point = z.tuple([coordinate, coordinate]);
const box = z.tuple([coordinate, coordinate, coordinate, coordinate]);

/** What a mark looks like, in the PDF's own points (see `Shape`). */
export const shape = z.union([
  z.object({ boxes: z.array(box).min(1).max(500) }),
  z.object({ line: z.tuple([point, point]) }),
  z.object({ strokes: z.array(z.array(point).min(1).max(2000)).min(1).max(50) }),
  z.object({ at: point }),
]);

/** The same as JSON, and a stretch of text as "12-40": so that forms can send them. */
export const drawn = z
  .string()
  .max(400_000)
  .transform((text, context) => {
    const read = shape.safeParse(parsed(text));
    if (read.success) return read.data;
    context.issues.push({ code: "custom", message: "field-wrong", input: text });
    return z.NEVER;
  });
export const words = z.string().regex(/^\d{1,9}-\d{1,9}$/, "field-wrong");

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a person marks: by its letters, or by a shape. */
export const marked = {
  /** From 0. */
  page: z.int().min(0).max(100_000),
  /** A stretch of the page's text: the first letter, and the one after the last. Highlights and strikes lie on it. */
  start: z.int().min(0).optional(),
  end: z.int().min(1).optional(),
  /** Where it is drawn, in the PDF's own points. */
  shape: shape.optional(),
  drawn: drawn.optional(),
  words: words.optional(),
};

/** The stretch and the shape, however they were sent. */
export function markedOf(input: {
  start?: number | undefined;
  end?: number | undefined;
  shape?: z.infer<typeof shape> | undefined;
  drawn?: z.infer<typeof shape> | undefined;
  words?: string | undefined;
}) {
  const [start, end] = input.words?.split("-").map(Number) ?? [input.start, input.end];
  return { start, end, shape: input.shape ?? input.drawn };
}

export const quote = z.object({ exact: z.string(), prefix: z.string(), suffix: z.string() });

/** Page from 0. */
export const page = z.int().min(0).max(100_000);

/** Where a mark lies on a revision; without page and shape it has no place there. */
export const place = z.object({
  how,
  page: page.nullable(),
  shape: shape.nullable(),
  quote: quote.nullable(),
});
export type Place = z.infer<typeof place>;
