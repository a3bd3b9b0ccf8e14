import type { Box, Point, Shape } from "../model/geometry.ts";
import type { Kind } from "../model/kinds.ts";
import { type Note, type NoteReply, round, stateOf } from "./note.ts";
import { dateOf, listOf, nameOf, numbersOf, type PdfDictionary, textOf } from "./value.ts";

/** An annotation as a file holds it: the page it lies on, its number in the file, that of the one it answers. */
export interface RawNote {
  page: number;
  number: number;
  answers?: number;
  dict: PdfDictionary;
}

/** Annotations of others as the nearest kind of ours. Links, fields of forms, sounds and the like are no comments. */
const kindOf: Record<string, Kind> = {
  Text: "pin",
  Caret: "pin",
  FileAttachment: "pin",
  Highlight: "highlight",
  Underline: "highlight",
  Squiggly: "highlight",
  StrikeOut: "strike",
  Square: "area",
  Circle: "area",
  Polygon: "area",
  FreeText: "area",
  Stamp: "area",
  Ink: "ink",
  PolyLine: "ink",
  Line: "arrow",
};

/** The comments among annotations; replies and states go to the comment that they answer, however deep. */
export function notesFrom(raw: readonly RawNote[]): Note[] {
  const byNumber = new Map(raw.map((one) => [one.number, one]));
  const notes = new Map<number, Note>();
  for (const one of raw) {
    if (one.answers !== undefined && byNumber.has(one.answers)) continue;
    const note = noteOf(one);
    if (note) notes.set(one.number, note);
  }
  const reviews = new Map<Note, string>();
  for (const one of raw) {
    const parent = one.answers === undefined ? undefined : notes.get(rootOf(one, byNumber));
    if (!parent) continue;
    const state = textOf(one.dict.State) ?? nameOf(one.dict.State);
    if (state) reviews.set(parent, state);
    else if (said(one)) parent.replies.push(replyOf(one));
  }
  for (const note of notes.values()) {
    note.replies.sort((a, b) => a.at.localeCompare(b.at));
    note.state = stateOf(reviews.get(note), note.replies.length > 0);
  }
  return [...notes.values()];
}

/** The comment at the top; a ring of answers has none. */
function rootOf(one: RawNote, all: Map<number, RawNote>): number {
  let at = one;
  for (let depth = 0; depth < 100; depth++) {
    const above = at.answers === undefined ? undefined : all.get(at.answers);
    if (!above) return at.number;
    at = above;
  }
  return -1;
}

const said = ({ dict }: RawNote) => (textOf(dict.Contents) ?? "").trim() !== "";
const authorOf = ({ dict }: RawNote) => (textOf(dict.T) ?? "").trim();
const timeOf = ({ dict }: RawNote) => dateOf(textOf(dict.CreationDate)) ?? dateOf(textOf(dict.M));
const nameIn = (one: RawNote) => textOf(one.dict.NM)?.trim() || unnamed(one);

const replyOf = (one: RawNote): NoteReply => ({
  id: nameIn(one),
  author: authorOf(one),
  at: timeOf(one) ?? "",
  text: textOf(one.dict.Contents) ?? "",
});

/** What an annotation without a name is known by: where it lies and what it says. */
const unnamed = ({ page, dict }: RawNote) =>
  JSON.stringify([page, nameOf(dict.Subtype), dict.Rect, textOf(dict.T), textOf(dict.Contents)]);

function noteOf(one: RawNote): Note | null {
  const kind = kindOf[nameOf(one.dict.Subtype) ?? ""];
  const shape = kind && shapeOf(kind, one.dict);
  if (!kind || !shape) return null;
  return {
    id: nameIn(one),
    kind,
    page: one.page,
    shape,
    state: "open",
    settled: null,
    author: authorOf(one),
    at: timeOf(one),
    text: textOf(one.dict.Contents) ?? "",
    subject: textOf(one.dict.Subj) ?? "",
    replies: [],
  };
}

function shapeOf(kind: Kind, dict: PdfDictionary): Shape | null {
  const rect = boxFrom(numbersOf(dict.Rect));
  if (kind === "arrow") {
    const [x1, y1, x2, y2] = numbersOf(dict.L) ?? [];
    if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return null;
    const [start, end] = listOf(dict.LE).map(nameOf);
    const points: [Point, Point] = [
      [x1, y1],
      [x2, y2],
    ];
    return { line: start && start !== "None" && (!end || end === "None") ? [points[1], points[0]] : points };
  }
  if (kind === "ink") {
    const lists = dict.Vertices ? [dict.Vertices] : listOf(dict.InkList);
    const strokes = lists.slice(0, 50).flatMap((list) => {
      const points = pointsFrom(numbersOf(list) ?? []);
      return points.length > 0 ? [points] : [];
    });
    return strokes.length > 0 ? { strokes } : null;
  }
  if (kind === "highlight" || kind === "strike") {
    const boxes = quadsFrom(numbersOf(dict.QuadPoints) ?? []);
    return boxes.length > 0 ? { boxes } : rect && { boxes: [rect] };
  }
  if (!rect) return null;
  if (kind === "pin") return { at: [round((rect[0] + rect[2]) / 2), rect[1]] };
  const [l = 0, b = 0, r = 0, t = 0] = numbersOf(dict.RD) ?? [];
  return { boxes: [[rect[0] + l, rect[1] + b, rect[2] - r, rect[3] - t].map(round) as Box] };
}

const boxFrom = (numbers: number[] | undefined): Box | null => {
  const [a, b, c, d] = numbers ?? [];
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
};

function pointsFrom(numbers: number[]): Point[] {
  const points: Point[] = [];
  for (let at = 0; at + 1 < numbers.length && points.length < 2000; at += 2)
    points.push([numbers[at] ?? 0, numbers[at + 1] ?? 0]);
  return points;
}

function quadsFrom(numbers: number[]): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at + 7 < numbers.length && boxes.length < 500; at += 8) {
    const points = pointsFrom(numbers.slice(at, at + 8));
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    boxes.push([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]);
  }
  return boxes;
}
