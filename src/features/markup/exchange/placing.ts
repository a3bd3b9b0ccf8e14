import { contentOf } from "#features/documents/index.ts";
import { type Actor, asActor } from "#platform/database/index.ts";
import { refused } from "#platform/errors.ts";
import { describePdf, PageFailure, type PageText, pageText, textWithin } from "#platform/pages/index.ts";
import { type Anchor, nearestWords } from "../anchor.ts";
import { liesOnText } from "../model/kinds.ts";
import { quoteOf } from "../model/quote.ts";
import { shape } from "../model/schema.ts";
import { bytesOf } from "./bytes.ts";
import type { Note } from "./note.ts";
import { annotationsIn } from "./pdf.ts";
import { notesOfXfdf } from "./xfdf.ts";
import { XmlProblem } from "./xml.ts";

/** A comment of a file with its place on a revision. */
export interface PlacedNote {
  note: Note;
  anchor: Anchor;
}

/** The notes of the file with their places on the revision; read before the transaction. */
export async function placedNotes(
  actor: Actor,
  input: { room: string; document: string; revision: string; xfdf?: string | undefined },
) {
  const { room, document, revision } = input;
  // What annotations say stands in the file and on no page image (some are hidden): it is for whoever may have the file.
  const need = input.xfdf === undefined ? "original" : "view";
  const content = await asActor(actor, (tx) => contentOf(tx, { room, document, revision, need }), {
    readOnly: true,
    room,
  });
  if (content.type !== "application/pdf") throw refused("export-no-pdf", {});
  const notes = input.xfdf === undefined ? await annotationsIn(await bytesOf(content)) : readXfdf(input.xfdf);
  try {
    const { pages } = await describePdf(content.hash);
    const fitting = notes.filter((note) => note.page < pages && shape.safeParse(note.shape).success);
    const texts = new Map<number, PageText | null>();
    const placed: PlacedNote[] = [];
    for (const note of fitting) {
      const known = texts.get(note.page);
      const text = known === undefined ? await pageText(content.hash, note.page).catch(() => null) : known;
      texts.set(note.page, text);
      const words = text ? await wordsUnder(content.hash, note, text) : noWords;
      // A mark on text without text below it is found again by nothing, and stays where it is.
      placed.push({
        note: liesOnText(note.kind) && !words.quote ? { ...note, kind: "area" } : note,
        anchor: { page: note.page, shape: areaOf(note, words.quote !== null), ...words },
      });
    }
    const { audience, number, title } = content;
    return { placed, unplaced: notes.length - fitting.length, audience, number, title };
  } catch (error) {
    if (error instanceof PageFailure) throw refused("page-unreadable", {});
    throw error;
  }
}

const noWords = { quote: null, starts: null, ends: null };

/** What a comment is found again by: of a mark on text exactly the letters in its boxes, else the line it lies on or next to. */
async function wordsUnder(
  hash: string,
  { kind, page, shape: drawn }: Note,
  text: PageText,
): Promise<Pick<Anchor, "quote" | "starts" | "ends">> {
  if (!liesOnText(kind) || !("boxes" in drawn)) return nearestWords(text, drawn);
  const stretch = await textWithin(hash, page, drawn.boxes);
  if (!stretch) return noWords;
  const [starts, ends] = stretch;
  return { quote: quoteOf(text.text, starts, ends), starts, ends };
}

/** An area has one box. */
function areaOf({ kind, shape: drawn }: Note, onWords: boolean): Note["shape"] {
  if (!liesOnText(kind) || onWords || !("boxes" in drawn)) return drawn;
  return { boxes: drawn.boxes.slice(0, 1) };
}

function readXfdf(xfdf: string): Note[] {
  try {
    return notesOfXfdf(xfdf);
  } catch (error) {
    if (error instanceof XmlProblem) throw refused("import-not-xfdf", {}, "file");
    throw error;
  }
}
