import { refused } from "#platform/errors.ts";
import { inWorker, type Load, WorkerFailure } from "#platform/workers.ts";
import { objectsOf } from "./dictionary.ts";
import type { Note } from "./note.ts";
import { notesFrom, type RawNote } from "./reading.ts";
import type { PdfDictionary, PdfValue } from "./value.ts";

/** A PDF larger than this is not opened for its annotations: it is held whole while it is read. */
export const LARGEST = 200 * 1024 ** 2;
/** Annotations that are read from a file, and pages that are looked through. */
const MOST = { notes: 2000, pages: 5000, text: 20_000 };
const limits = { timeoutMs: 60_000, heapMb: 768 };

/**
 * The same PDF with comments as annotations. What was there stays there, byte for byte, and what is new is appended (an
 * incremental update, ISO 32000-2, 7.5.6), so signatures of what was signed stay valid.
 * @throws Problem export-encrypted, export-broken
 */
export async function annotated(
  bytes: Uint8Array<ArrayBuffer>,
  notes: readonly Note[],
): Promise<Uint8Array<ArrayBuffer>> {
  const { objects, pages } = objectsOf(notes);
  return guarded(inWorker(write, { bytes, objects, pages: [...pages] }, limits));
}

/** The comments among the annotations of a PDF. @throws Problem export-encrypted, export-broken */
export async function annotationsIn(bytes: Uint8Array<ArrayBuffer>): Promise<Note[]> {
  return notesFrom(await guarded(inWorker(read, { bytes, most: MOST }, limits)));
}

async function guarded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof WorkerFailure)) throw error;
    throw refused(error.message === "encrypted" ? "export-encrypted" : "export-broken", {});
  }
}

type Library = typeof import("@libpdf/core");
interface Writing {
  bytes: Uint8Array<ArrayBuffer>;
  objects: PdfValue[];
  pages: [page: number, objects: number[]][];
}

/** In a thread: appends the objects, and adds them to their pages. Self-contained (see `inWorker`). */
async function write({ bytes, objects, pages }: Writing, load: Load): Promise<Uint8Array<ArrayBuffer>> {
  const { PDF, PdfArray, PdfBool, PdfDict, PdfName, PdfNumber, PdfStream, PdfString } = load(
    "@libpdf/core",
  ) as Library;
  const pdf = await PDF.load(bytes);
  if (pdf.isEncrypted) throw new Error("encrypted");
  if (pdf.canSaveIncrementally() !== null) throw new Error("broken");
  const { registry } = pdf.context;
  const refs = objects.map(() => registry.allocateRef());
  const dictOf = (dict: PdfDictionary) => {
    const made = new PdfDict();
    for (const [key, value] of Object.entries(dict)) made.set(key, objectOf(value));
    return made;
  };
  const objectOf = (value: PdfValue): import("@libpdf/core").PdfObject => {
    if (typeof value === "number") return PdfNumber.of(value);
    if (typeof value === "boolean") return PdfBool.of(value);
    if (typeof value === "string") return textOf(value);
    if (Array.isArray(value)) return PdfArray.of(...value.map(objectOf));
    if ("name" in value) return PdfName.of(value.name);
    if ("dict" in value) {
      const dict = dictOf(value.dict);
      return value.stream === undefined ? dict : new PdfStream(dict, new TextEncoder().encode(value.stream));
    }
    const ref = "ref" in value ? refs[value.ref] : pdf.getPage(value.page)?.ref;
    if (!ref) throw new Error("broken");
    return ref;
  };
  // Letters beyond ASCII as UTF-16, which every reader knows.
  const textOf = (text: string) => {
    if (/^[\x20-\x7e\r\n\t]*$/.test(text)) return PdfString.fromString(text);
    const units = new Uint8Array(2 + text.length * 2);
    units.set([0xfe, 0xff]);
    for (let at = 0; at < text.length; at++)
      units.set([text.charCodeAt(at) >> 8, text.charCodeAt(at) & 255], 2 + at * 2);
    return PdfString.fromBytes(units);
  };
  for (const [index, object] of objects.entries()) {
    const ref = refs[index];
    if (ref) registry.registerAt(ref, objectOf(object));
  }
  for (const [number, added] of pages) {
    const page = pdf.getPage(number);
    if (!page) throw new Error("broken");
    const known = page.dict.getArray("Annots", (ref) => registry.resolve(ref));
    page.dict.set(
      "Annots",
      PdfArray.of(...(known?.toArray() ?? []), ...added.flatMap((one) => refs[one] ?? [])),
    );
  }
  return (await pdf.save({ incremental: true })) as Uint8Array<ArrayBuffer>;
}

/** In a thread: annotations as plain data, only what comments are made of. Self-contained (see `inWorker`). */
async function read(
  { bytes, most }: { bytes: Uint8Array; most: typeof MOST },
  load: Load,
): Promise<RawNote[]> {
  const { PDF, PdfArray, PdfDict, PdfName, PdfNumber, PdfRef, PdfString } = load("@libpdf/core") as Library;
  const pdf = await PDF.load(bytes as Uint8Array);
  if (pdf.isEncrypted && !pdf.isAuthenticated) throw new Error("encrypted");
  const { registry } = pdf.context;
  const resolve = (ref: import("@libpdf/core").PdfRef) => registry.resolve(ref);
  const keys = [
    "Subtype",
    "Rect",
    "NM",
    "T",
    "Contents",
    "CreationDate",
    "M",
    "Subj",
    "QuadPoints",
    "InkList",
    "L",
    "LE",
    "Vertices",
    "RD",
    "State",
    "StateModel",
  ];
  const plain = (value: unknown, depth: number): PdfValue | undefined => {
    const known = value instanceof PdfRef ? resolve(value) : value;
    if (known instanceof PdfNumber) return known.value;
    if (known instanceof PdfString) return known.asString().slice(0, most.text);
    if (known instanceof PdfName) return { name: known.value };
    if (!(known instanceof PdfArray) || depth > 2) return undefined;
    return known
      .toArray()
      .slice(0, 20_000)
      .map((one) => plain(one, depth + 1))
      .filter((one) => one !== undefined);
  };
  const found: RawNote[] = [];
  const numbers = new Map<unknown, number>();
  const numberOf = (key: unknown) => {
    const known = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, known);
    return known;
  };
  for (let page = 0; page < Math.min(pdf.getPageCount(), most.pages); page++) {
    const list = pdf.getPage(page)?.dict.getArray("Annots", resolve);
    for (const one of list?.toArray() ?? []) {
      if (found.length >= most.notes) return found;
      const dict = one instanceof PdfRef ? resolve(one) : one;
      if (!(dict instanceof PdfDict)) continue;
      const above = dict.get("IRT");
      const raw: RawNote = {
        page,
        number: numberOf(one instanceof PdfRef ? one.objectNumber : dict),
        ...(above && { answers: numberOf(above instanceof PdfRef ? above.objectNumber : above) }),
        dict: {},
      };
      for (const key of keys) {
        const value = dict.get(key);
        const kept = value === undefined ? undefined : plain(value, 0);
        if (kept !== undefined) raw.dict[key] = kept;
      }
      found.push(raw);
    }
  }
  return found;
}
