import type { Load } from "../workers.ts";
import { navigation, type Opened } from "./navigation.ts";
import type { Answer, Asked, PageFrame } from "./shapes.ts";
import { words } from "./words.ts";

/** Functions of other files that the thread needs, sent along with it. */
export const engineParts = { navigation, words };

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

  const lent = { library, bytes, floats, allocate, free, onPage, frameOf, boxThrough, round };
  const { outline, links, labels } = parts.navigation(lent);
  const { text, lettersOf, quads, within } = parts.words(lent);

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
      if (asked.ask === "frame") return onPage(file, asked.page, frameOf);
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
