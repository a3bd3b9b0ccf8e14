import type { Box, Shape } from "../model/geometry.ts";
import { appearanceOf, LINE, rectOf } from "./appearance.ts";
import { colours, type Note, reviewOf, round } from "./note.ts";
import { type PdfDictionary, type PdfValue, pdfDate } from "./value.ts";

/** Corners of a box in the order in which readers expect them (not that of the standard): upper two, then lower two. */
export const quadOf = ([left, bottom, right, top]: Box): number[] =>
  [left, top, right, top, left, bottom, right, bottom].map(round);

const PRINT = 4;
/** Replies are listed, not drawn: hidden, printed, neither scaled nor turned, as Acrobat writes them. */
const LISTED = 30;

/** Objects for comments in the order in which they are added to the file, and which of them lie on which page. */
export function objectsOf(notes: readonly Note[]): { objects: PdfValue[]; pages: Map<number, number[]> } {
  const objects: PdfValue[] = [];
  const pages = new Map<number, number[]>();
  const add = (page: number, dict: PdfDictionary): number => {
    const at = objects.push({ dict: { Type: { name: "Annot" }, P: { page }, ...dict } }) - 1;
    pages.set(page, [...(pages.get(page) ?? []), at]);
    return at;
  };
  for (const note of notes) {
    const rect = rectOf(note.kind, note.shape);
    const appearance = objects.push(appearanceOf(note.kind, note.shape)) - 1;
    const parent = add(note.page, {
      ...geometryOf(note),
      Rect: rect,
      NM: note.id,
      T: note.author,
      Contents: note.text,
      Subj: note.subject,
      ...(note.at ? { CreationDate: pdfDate(note.at), M: pdfDate(latest(note)) } : {}),
      C: colours[note.kind],
      F: PRINT,
      AP: { dict: { N: { ref: appearance } } },
    });
    const below = { Subtype: { name: "Text" }, Rect: rect, F: LISTED, IRT: { ref: parent } };
    for (const reply of note.replies)
      add(note.page, {
        ...below,
        RT: { name: "R" },
        NM: reply.id,
        T: reply.author,
        Contents: reply.text,
        Subj: note.subject,
        CreationDate: pdfDate(reply.at),
        M: pdfDate(reply.at),
      });
    const review = reviewOf[note.state];
    if (review)
      add(note.page, {
        ...below,
        NM: `${note.id}-state`,
        State: review,
        StateModel: "Review",
        Contents: note.settled?.reason ?? review,
        ...(note.settled && { T: note.settled.author, M: pdfDate(note.settled.at) }),
      });
  }
  return { objects, pages };
}

const latest = ({ at, replies }: Note): string =>
  replies.reduce((last, reply) => (reply.at > last ? reply.at : last), at ?? "");

const border = { BS: { dict: { W: LINE, S: { name: "S" } } } };

/** What is particular to a kind. */
function geometryOf({ kind, shape }: Note): PdfDictionary {
  const subtype = (name: string) => ({ Subtype: { name } });
  if ("at" in shape) return { ...subtype("Text"), Name: { name: "Comment" } };
  if ("line" in shape)
    return {
      ...subtype("Line"),
      ...border,
      L: shape.line.flat().map(round),
      LE: [{ name: "None" }, { name: "OpenArrow" }],
    };
  if ("strokes" in shape)
    return { ...subtype("Ink"), ...border, InkList: shape.strokes.map((points) => points.flat().map(round)) };
  if (kind === "area") return { ...subtype("Square"), ...border, RD: insetOf(shape) };
  return {
    ...subtype(kind === "strike" ? "StrikeOut" : "Highlight"),
    QuadPoints: shape.boxes.flatMap(quadOf),
  };
}

/** How far the rectangle lies within the annotation's box. */
function insetOf(shape: Extract<Shape, { boxes: unknown }>): number[] {
  const [left, bottom, right, top] = shape.boxes[0] ?? [0, 0, 0, 0];
  const [l, b, r, t] = rectOf("area", shape);
  return [left - l, bottom - b, r - right, t - top].map(round);
}
