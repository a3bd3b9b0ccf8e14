import type { Load } from "../workers.ts";
import { navigation, type Opened } from "./navigation.ts";
import type { Answer, Asked, PageFrame, PageText } from "./shapes.ts";

/** Functions of other files that the thread needs, sent along with it. */
export const engineParts = { navigation };

/** What the thread is started with. */
export interface EngineStart {
  /** What PDFium may hold, in bytes; past it every question fails with `memory`. */
  memory: number;
  /** Documents kept open between questions. */
  open: number;
}

/**
 * The code of the thread that reads PDFs: PDFium (WebAssembly) behind one function. It is sent to the thread as source
 * text, so it reaches nothing but its parameters (see `standingWorker`). Files are read where they lie, in pieces: PDFium
 * asks for bytes, `readSync` gives them, and a drawing of 100 MB is never held whole.
 *
 * Errors are thrown as one word: `encrypted`, `broken`, `page-broken`, `memory`, `missing`.
 */
export async function engine({ memory, open }: EngineStart, load: Load, parts: typeof engineParts) {
  const fs = load("node:fs") as typeof import("node:fs");
  // The heap cap of a thread does not count WebAssembly, so growth is refused here.
  const grow = WebAssembly.Memory.prototype.grow;
  let capped = false;
  WebAssembly.Memory.prototype.grow = function (delta) {
    capped ||= this.buffer.byteLength + delta * 65536 > memory;
    if (capped) throw new RangeError("memory cap");
    return grow.call(this, delta);
  };
  const { init } = load("@embedpdf/pdfium") as typeof import("@embedpdf/pdfium");
  const wasm = (load as unknown as NodeJS.Require).resolve("@embedpdf/pdfium/pdfium.wasm");
  const library = await init({ wasmBinary: new Uint8Array(fs.readFileSync(wasm)).buffer });
  library.PDFiumExt_Init();
  const pdfium = library.pdfium as unknown as {
    HEAPU8: Uint8Array;
    HEAP32: Int32Array;
    HEAPF32: Float32Array;
    addFunction(call: (...args: number[]) => number, signature: string): number;
    removeFunction(pointer: number): void;
    wasmExports: { malloc(size: number): number; free(pointer: number): void };
  };
  // Views are made anew whenever memory grew.
  const bytes = () => pdfium.HEAPU8;
  const floats = () => pdfium.HEAPF32;
  const allocate = (size: number) => {
    const pointer = pdfium.wasmExports.malloc(size);
    if (pointer === 0) throw new Error("memory");
    return pointer;
  };
  const free = (pointer: number) => pdfium.wasmExports.free(pointer);

  const opened = new Map<string, Opened>();

  function openDocument({ key, path }: { key: string; path: string }): Opened {
    const known = opened.get(key);
    if (known) {
      opened.delete(key);
      opened.set(key, known);
      return known;
    }
    for (const [old, document] of opened) {
      if (opened.size < open) break;
      opened.delete(old);
      document.close();
    }
    let file: number;
    try {
      file = fs.openSync(path, "r");
    } catch {
      throw new Error("missing");
    }
    const size = fs.fstatSync(file).size;
    const read = pdfium.addFunction((_param, position, buffer, length) => {
      try {
        // Positions are unsigned, as far as four gigabytes.
        const got = fs.readSync(file, bytes(), buffer >>> 0, length >>> 0, position >>> 0);
        return got === length >>> 0 ? 1 : 0;
      } catch {
        return 0;
      }
    }, "iiiii");
    const access = allocate(12);
    const words = new Uint32Array(bytes().buffer, access, 3);
    words[0] = size;
    words[1] = read;
    words[2] = 0;
    const letGo = () => {
      free(access);
      pdfium.removeFunction(read);
      fs.closeSync(file);
    };
    const document = library.FPDF_LoadCustomDocument(access, "");
    if (document === 0) {
      const reason = library.FPDF_GetLastError();
      letGo();
      throw new Error(reason === 4 || reason === 5 ? "encrypted" : "broken");
    }
    const formInfo = library.PDFiumExt_OpenFormFillInfo();
    const form = library.PDFiumExt_InitFormFillEnvironment(document, formInfo);
    const pages = library.FPDF_GetPageCount(document);
    const close = () => {
      closePage(one);
      if (form) library.PDFiumExt_ExitFormFillEnvironment(form);
      library.PDFiumExt_CloseFormFillInfo(formInfo);
      library.FPDF_CloseDocument(document);
      letGo();
    };
    const one: Opened = { document, pages, form, last: undefined, close };
    if (pages <= 0) {
      close();
      throw new Error("broken");
    }
    opened.set(key, one);
    return one;
  }

  function closePage(file: Opened): void {
    if (file.last) library.FPDF_ClosePage(file.last.handle);
    file.last = undefined;
  }

  function onPage<T>(file: Opened, page: number, task: (handle: number) => T): T {
    if (page < 0 || page >= file.pages) throw new Error("missing");
    if (file.last?.page !== page) {
      closePage(file);
      const handle = library.FPDF_LoadPage(file.document, page);
      if (handle === 0) throw new Error("page-broken");
      file.last = { page, handle };
    }
    return task(file.last?.handle ?? 0);
  }

  /** Width and height in points as it is read, and the matrix from the PDF's own space to points from the upper left. */
  function frameOf(handle: number): PageFrame {
    const width = library.FPDF_GetPageWidthF(handle);
    const height = library.FPDF_GetPageHeightF(handle);
    const fine = 64; // PDFium answers in whole device units
    const place = allocate(8);
    const at = (x: number, y: number): [number, number] => {
      library.FPDF_PageToDevice(
        handle,
        0,
        0,
        Math.round(width * fine),
        Math.round(height * fine),
        0,
        x,
        y,
        place,
        place + 4,
      );
      const whole = new Int32Array(bytes().buffer, place, 2);
      return [(whole[0] ?? 0) / fine, (whole[1] ?? 0) / fine];
    };
    const reach = 1000;
    const [e, f] = at(0, 0);
    const [ax, ay] = at(reach, 0);
    const [cx, cy] = at(0, reach);
    free(place);
    return {
      width,
      height,
      matrix: [(ax - e) / reach, (ay - f) / reach, (cx - e) / reach, (cy - f) / reach, e, f],
    };
  }

  const round = (value: number) => Math.round(value * 100) / 100;
  const boxThrough = ([a, b, c, d, e, f]: PageFrame["matrix"], box: number[]): number[] => {
    const [left = 0, bottom = 0, right = 0, top = 0] = box;
    const x1 = a * left + c * bottom + e;
    const y1 = b * left + d * bottom + f;
    const x2 = a * right + c * top + e;
    const y2 = b * right + d * top + f;
    return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)].map(round);
  };

  function render(file: Opened, wanted: Extract<Asked, { ask: "render" }>): Answer["render"] {
    return onPage(file, wanted.page, (handle) => {
      const { width, height } = wanted.whole;
      const tile = wanted.tile ?? { x: 0, y: 0, width, height };
      const stride = tile.width * 4;
      const buffer = allocate(stride * tile.height);
      const bitmap = library.FPDFBitmap_CreateEx(tile.width, tile.height, 4, buffer, stride);
      try {
        library.FPDFBitmap_FillRect(bitmap, 0, 0, tile.width, tile.height, 0xffffffff);
        const flags = 0x01 | 0x10; // annotations that are in the file; red first
        library.FPDF_RenderPageBitmap(bitmap, handle, -tile.x, -tile.y, width, height, 0, flags);
        if (file.form)
          library.FPDF_FFLDraw(file.form, bitmap, handle, -tile.x, -tile.y, width, height, 0, flags);
        return {
          width: tile.width,
          height: tile.height,
          pixels: bytes().slice(buffer, buffer + stride * tile.height),
        };
      } finally {
        library.FPDFBitmap_Destroy(bitmap);
        free(buffer);
      }
    });
  }

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

  /** The letters of pages without their places, for search; ends with the page that goes past `characters`. */
  function letters(
    file: Opened,
    { from, pages, characters }: Extract<Asked, { ask: "letters" }>,
  ): Answer["letters"] {
    const texts: string[] = [];
    let length = 0;
    for (let page = from; page < Math.min(file.pages, from + pages) && length < characters; page++) {
      let said = "";
      try {
        said = onPage(file, page, lettersOf);
      } catch (error) {
        // One bad page keeps nobody from the others.
        if (capped) throw error;
      }
      texts.push(said);
      length += said.length;
    }
    closePage(file);
    return { texts, pages: file.pages };
  }

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

  const { outline, links, labels } = parts.navigation({
    library,
    bytes,
    floats,
    allocate,
    free,
    onPage,
    frameOf,
    boxThrough,
  });

  function describe(file: Opened): Answer["describe"] {
    const place = allocate(8);
    const sizes: [number, number][] = [];
    for (let page = 0; page < Math.min(file.pages, 20_000); page++) {
      const known = library.FPDF_GetPageSizeByIndexF(file.document, page, place);
      const at = place >> 2;
      sizes.push(known ? [round(floats()[at] ?? 0), round(floats()[at + 1] ?? 0)] : [595, 842]);
    }
    free(place);
    const named = labels(file);
    return { pages: file.pages, sizes, outline: outline(file), ...(named ? { labels: named } : {}) };
  }

  return (asked: Asked): Answer[Asked["ask"]] => {
    try {
      const file = openDocument(asked.file);
      if (asked.ask === "describe") return describe(file);
      if (asked.ask === "render") return render(file, asked);
      if (asked.ask === "text") return text(file, asked.page);
      if (asked.ask === "letters") return letters(file, asked);
      if (asked.ask === "quads") return quads(file, asked);
      if (asked.ask === "within") return within(file, asked);
      return links(file, asked.page);
    } catch (error) {
      // PDFium tells a failed allocation as one of its other errors.
      throw capped ? new Error("memory") : error;
    }
  };
}
