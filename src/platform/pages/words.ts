import type { Lent, Opened } from "./navigation.ts";
import type { Answer, Asked, PageText } from "./shapes.ts";

/** The words of a page, with their places and by them. Runs in the thread (see `engine`) and reaches nothing but its parameter. */
export function words({ library, bytes, floats, allocate, free, onPage, frameOf, boxThrough, round }: Lent) {
  /** Letters in reading order, in runs that lie on one line, each with its box and where it begins in the page's text. */
  function text(file: Opened, page: number): PageText {
    return onPage(file, page, (handle) => {
      const frame = frameOf(handle);
      const letters = library.FPDFText_LoadPage(handle);
      if (letters === 0) return { ...frame, text: "", runs: [] };
      const count = Math.min(library.FPDFText_CountChars(letters), 200_000);
      const place = allocate(16);
      const runs: PageText["runs"] = [];
      let whole = "";
      let run: { start: number; text: string; box: number[]; dots: boolean } | undefined;
      const end = () => {
        if (run && run.text.trim() !== "") runs.push([run.start, run.text, ...run.box] as never);
        run = undefined;
      };
      for (let index = 0; index < count; index++) {
        const code = library.FPDFText_GetUnicode(letters, index);
        // One unit a letter, so that places in the text are PDFium's own.
        const drawn = code >= 32 && code <= 0xffff && code !== 0xfffe && !(code >= 0xd800 && code < 0xe000);
        const letter = drawn
          ? String.fromCharCode(code)
          : code === 10 || code === 13
            ? "\n"
            : code === 0xfffe || code === 2
              ? "\u00ad" // a hyphen at which a line ends; whether it belongs to the word nobody knows
              : " ";
        whole += letter;
        if (letter === "\n") {
          end();
          continue;
        }
        if (!library.FPDFText_GetLooseCharBox(letters, index, place)) continue;
        const at = place >> 2;
        const raw = floats();
        // FS_RECTF: left, top, right, bottom
        const box = boxThrough(frame.matrix, [
          raw[at] ?? 0,
          raw[at + 3] ?? 0,
          raw[at + 2] ?? 0,
          raw[at + 1] ?? 0,
        ]);
        const [left = 0, top = 0, right = 0, bottom = 0] = box;
        // The dots of a table of contents are a run of their own: they are set wider than letters are.
        const dots: boolean = letter === "." && (!run || run.dots || run.text.endsWith(" "));
        if (run && letter !== " " && run.dots !== dots) end();
        if (run) {
          const [l = 0, t = 0, r = 0, b = 0] = run.box;
          const high = Math.max(b - t, bottom - top);
          const sameLine = Math.abs((t + b) / 2 - (top + bottom) / 2) < high * 0.5;
          if (!sameLine || left > r + high * 1.5 || left < l - high || run.text.length > 400) end();
        }
        if (run) {
          const [l = 0, t = 0, r = 0, b = 0] = run.box;
          run.text += letter;
          // A space that PDFium put in has no width of its own.
          if (letter !== " " || right - left > 0)
            run.box = [Math.min(l, left), Math.min(t, top), Math.max(r, right), Math.max(b, bottom)];
        } else if (letter !== " ") run = { start: index, text: letter, box, dots };
      }
      end();
      free(place);
      library.FPDFText_ClosePage(letters);
      return { ...frame, text: whole, runs };
    });
  }

  /** The letters of a page without their places, as PDFium puts them together. */
  function lettersOf(handle: number): string {
    const loaded = library.FPDFText_LoadPage(handle);
    if (loaded === 0) return "";
    const count = Math.min(library.FPDFText_CountChars(loaded), 1_000_000);
    const buffer = count > 0 ? allocate((count + 1) * 2) : 0;
    const written = count > 0 ? library.FPDFText_GetText(loaded, 0, count, buffer) : 0;
    const said = new TextDecoder("utf-16le").decode(
      bytes().slice(buffer, buffer + Math.max(0, written - 1) * 2),
    );
    if (buffer) free(buffer);
    library.FPDFText_ClosePage(loaded);
    return said;
  }

  /** The boxes of a stretch of text, in the PDF's own points: left, bottom, right, top. */
  function quads(file: Opened, { page, start, end }: Extract<Asked, { ask: "quads" }>): number[][] {
    return onPage(file, page, (handle) => {
      const letters = library.FPDFText_LoadPage(handle);
      if (letters === 0) return [];
      const count = Math.min(library.FPDFText_CountRects(letters, start, Math.max(0, end - start)), 500);
      const place = allocate(32);
      const boxes: number[][] = [];
      for (let index = 0; index < count; index++) {
        library.FPDFText_GetRect(letters, index, place, place + 8, place + 16, place + 24);
        const [left = 0, top = 0, right = 0, bottom = 0] = new Float64Array(
          bytes().slice(place, place + 32).buffer,
        );
        boxes.push([left, bottom, right, top].map(round));
      }
      free(place);
      library.FPDFText_ClosePage(letters);
      return boxes;
    });
  }

  /** The stretch of text whose letters lie within boxes: of several stretches the longest. */
  function within(file: Opened, { page, boxes }: Extract<Asked, { ask: "within" }>): Answer["within"] {
    return onPage(file, page, (handle) => {
      const letters = library.FPDFText_LoadPage(handle);
      if (letters === 0) return null;
      const count = Math.min(library.FPDFText_CountChars(letters), 200_000);
      const place = allocate(16);
      let best: [number, number] | null = null;
      let stretch: [number, number] | null = null;
      for (let index = 0; index < count; index++) {
        const code = library.FPDFText_GetUnicode(letters, index);
        // Spaces and line ends, some of which PDFium put in, neither begin nor end a stretch.
        if (code <= 32 || !library.FPDFText_GetLooseCharBox(letters, index, place)) continue;
        const [left = 0, top = 0, right = 0, bottom = 0] = floats().subarray(place >> 2, (place >> 2) + 4);
        const [x, y] = [(left + right) / 2, (top + bottom) / 2];
        // A box may be as flat as the line that it draws under words.
        const inside = boxes.some(([l = 0, b = 0, r = 0, t = 0]) => {
          const middle = (b + t) / 2;
          return x >= l && x <= r && ((y >= b && y <= t) || (middle >= bottom && middle <= top));
        });
        stretch = inside ? [stretch?.[0] ?? index, index + 1] : null;
        if (stretch && (!best || stretch[1] - stretch[0] > best[1] - best[0])) best = stretch;
      }
      free(place);
      library.FPDFText_ClosePage(letters);
      return best;
    });
  }

  return { text, lettersOf, quads, within };
}
