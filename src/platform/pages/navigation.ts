import type { WrappedPdfiumModule } from "@embedpdf/pdfium";
import type { Outline, PageFrame, PageLink } from "./shapes.ts";

/** A PDF that the thread has open. */
export interface Opened {
  document: number;
  pages: number;
  form: number;
  /** The page that was asked for last: an image, its tiles, its text and its links are asked for one after the other. */
  last: { page: number; handle: number } | undefined;
  close(): void;
}

/** What the engine lends to its parts. */
export interface Lent {
  library: WrappedPdfiumModule;
  bytes(): Uint8Array;
  floats(): Float32Array;
  allocate(size: number): number;
  free(pointer: number): void;
  onPage<T>(file: Opened, page: number, task: (handle: number) => T): T;
  frameOf(handle: number): PageFrame;
  boxThrough(matrix: PageFrame["matrix"], box: number[]): number[];
  /** To hundredths of a point. */
  round(value: number): number;
}

/** Where a PDF leads: its outline and its links. Runs in the thread (see `engine`) and reaches nothing but its parameter. */
export function navigation({ library, bytes, floats, allocate, free, onPage, frameOf, boxThrough }: Lent) {
  function utf16(call: (buffer: number, length: number) => number): string {
    const length = call(0, 0);
    if (length <= 2 || length > 20_000) return "";
    const buffer = allocate(length);
    call(buffer, length);
    const said = new TextDecoder("utf-16le").decode(bytes().slice(buffer, buffer + length - 2));
    free(buffer);
    return said;
  }

  const pageOf = (file: Opened, destination: number): number | null => {
    const page = destination ? library.FPDFDest_GetDestPageIndex(file.document, destination) : -1;
    return page >= 0 && page < file.pages ? page : null;
  };

  function outline(file: Opened): Outline[] {
    let left = 2000; // a chain of bookmarks can be made to run in a circle
    const level = (parent: number, depth: number): Outline[] => {
      const found: Outline[] = [];
      let mark = library.FPDFBookmark_GetFirstChild(file.document, parent);
      while (mark && left-- > 0 && depth < 8) {
        const bookmark = mark;
        const title = utf16((buffer, length) => library.FPDFBookmark_GetTitle(bookmark, buffer, length));
        const action = library.FPDFBookmark_GetAction(bookmark);
        const destination =
          library.FPDFBookmark_GetDest(file.document, bookmark) ||
          (action ? library.FPDFAction_GetDest(file.document, action) : 0);
        found.push({ title, page: pageOf(file, destination), items: level(bookmark, depth + 1) });
        mark = library.FPDFBookmark_GetNextSibling(file.document, bookmark);
      }
      return found;
    };
    return level(0, 0);
  }

  /** What the pages call themselves (i, ii, 1, 2, A-1); null when those are their numbers, or pages are too many. */
  function labels(file: Opened): string[] | null {
    if (file.pages > 5000) return null;
    const said: string[] = [];
    for (let page = 0; page < file.pages; page++)
      said.push(
        utf16((buffer, length) => library.FPDF_GetPageLabel(file.document, page, buffer, length)).slice(
          0,
          40,
        ),
      );
    return said.some((label, page) => label !== "" && label !== String(page + 1)) ? said : null;
  }

  /** Links to other pages, and to addresses; nothing else that a PDF may ask a reader to do is passed on. */
  function links(file: Opened, page: number): PageLink[] {
    return onPage(file, page, (handle) => {
      const { matrix } = frameOf(handle);
      const place = allocate(24);
      const found: PageLink[] = [];
      new Int32Array(bytes().buffer, place, 1)[0] = 0;
      while (found.length < 1000 && library.FPDFLink_Enumerate(handle, place, place + 4)) {
        const link = new Int32Array(bytes().buffer, place + 4, 1)[0] ?? 0;
        if (!library.FPDFLink_GetAnnotRect(link, place + 8)) continue;
        const at = (place + 8) >> 2;
        const raw = floats();
        const box = boxThrough(matrix, [raw[at] ?? 0, raw[at + 3] ?? 0, raw[at + 2] ?? 0, raw[at + 1] ?? 0]);
        const action = library.FPDFLink_GetAction(link);
        const target = pageOf(
          file,
          library.FPDFLink_GetDest(file.document, link) ||
            (action ? library.FPDFAction_GetDest(file.document, action) : 0),
        );
        const address = action ? addressOf(file, action) : null;
        if (target !== null) found.push({ box, page: target });
        else if (address) found.push({ box, address });
      }
      free(place);
      return found;
    });
  }

  function addressOf(file: Opened, action: number): string | null {
    const length = library.FPDFAction_GetURIPath(file.document, action, 0, 0);
    if (length <= 1 || length > 4000) return null;
    const buffer = allocate(length);
    library.FPDFAction_GetURIPath(file.document, action, buffer, length);
    const address = new TextDecoder().decode(bytes().slice(buffer, buffer + length - 1));
    free(buffer);
    return /^(?:https?:\/\/|mailto:)/i.test(address) ? address : null;
  }

  return { outline, links, labels };
}
