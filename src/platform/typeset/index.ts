import { Problem } from "../errors.ts";
import { inWorker, type Load, WorkerFailure } from "../workers.ts";

export interface TypesetOptions {
  /** What the source reads: pictures (SVG, PNG, JPEG) and further sources, by the name the source calls them. */
  files?: Record<string, string | Uint8Array>;
  /** The data: any JSON. The source has it as `json(bytes(sys.inputs.data))`. */
  inputs?: unknown;
  /** For the document's date, so that the same data gives the same bytes. Default: no date. */
  madeAt?: Date;
  /** In milliseconds. Default 20,000. */
  timeoutMs?: number;
  /** False for what is only drawn from: letters for which no font has a form are then no error. Default true. */
  archivable?: boolean;
}

/**
 * Makes a PDF from Typst source that this project wrote. People's words go in `inputs`, never into the source: there they are
 * data, and no text that somebody typed can become a command.
 *
 * The result is PDF/A-2a: tagged, archivable, with fonts inside. The source must say
 * `#set document(title: …)`, `#set text(lang: …)` and give every `image` its `alt`; a document without a title is
 * refused. Fonts that are always there: "Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono". Name
 * one of them: others are taken from the machine if it has them, which makes the result depend on the machine. In SVG
 * name one as well (`font-family="Libertinus Serif"`), or text is as wide as the machine pleases.
 *
 * Nothing is read but `files` and nothing is fetched: packages (`@preview/…`) are refused. It runs in a thread, since
 * the first lines of a process take 0.2 s (docs/decisions/0007-typst.md).
 *
 * @throws Problem `typeset-failed`, with the compiler's message as `cause`
 */
export async function typesetPdf(
  source: string,
  options: TypesetOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  return typeset(compile, source, options);
}

/**
 * The first page as SVG, its letters as outlines: it looks the same wherever it is drawn, with no font. Otherwise as `typesetPdf`.
 * @throws Problem `typeset-failed`
 */
export async function typesetSvg(source: string, options: TypesetOptions = {}): Promise<string> {
  return typeset(compileSvg, source, options);
}

async function typeset<T>(
  compiled: (task: Task, load: Load) => T,
  source: string,
  options: TypesetOptions,
): Promise<T> {
  const { files = {}, inputs = {}, madeAt, timeoutMs = 20_000, archivable = true } = options;
  const sources = [source, ...Object.values(files).filter((file) => typeof file === "string")];
  if (sources.some((text) => /["']@[a-z]+\//.test(text))) throw failed(new Error("packages cannot be used"));
  for (const name of Object.keys(files)) {
    if (!/^[\w-]+(\.[\w-]+)*$/.test(name)) throw failed(new Error(`not a plain file name: ${name}`));
  }
  const task = {
    source,
    files,
    data: JSON.stringify(inputs),
    time: madeAt && Math.floor(madeAt.getTime() / 1000),
    archivable,
  };
  try {
    return await inWorker(compiled, task, { timeoutMs });
  } catch (error) {
    throw error instanceof WorkerFailure ? failed(error) : error;
  }
}

const failed = (cause: Error) => new Problem("typeset-failed", { status: 500, cause });

interface Task {
  source: string;
  files: Record<string, string | Uint8Array>;
  data: string;
  time: number | undefined;
  archivable: boolean;
}

/** Runs in the thread (see `inWorker`): reaches nothing but its parameters. */
function compile({ source, files, data, time, archivable }: Task, load: Load): Uint8Array<ArrayBuffer> {
  const { NodeCompiler } = load(
    "@myriaddreamin/typst-ts-node-compiler",
  ) as typeof import("@myriaddreamin/typst-ts-node-compiler");
  // A root that does not exist: the source can name no file of this machine.
  const workspace = "/nowhere/typeset";
  const compiler = NodeCompiler.create({ workspace });
  for (const [name, content] of Object.entries(files))
    compiler.mapShadow(`${workspace}/${name}`, Buffer.from(content));
  const done = compiler.compile({ mainFileContent: source, inputs: { data } });
  if (!done.result) {
    const found = done.takeDiagnostics()?.shortDiagnostics as { message: string }[] | undefined;
    throw new Error(found?.map((line) => line.message).join("; ") ?? "not compiled");
  }
  if (!done.result.title) throw new Error("the document has no title");
  const pdf = compiler.pdf(done.result, {
    ...(archivable ? { pdfStandard: "a-2a" as const } : {}),
    ...(time === undefined ? {} : { creationTimestamp: time }),
  });
  compiler.evictCache(0);
  return new Uint8Array(pdf);
}

/** As `compile`. */
function compileSvg({ source, data }: Task, load: Load): string {
  const { NodeCompiler } = load(
    "@myriaddreamin/typst-ts-node-compiler",
  ) as typeof import("@myriaddreamin/typst-ts-node-compiler");
  const compiler = NodeCompiler.create({ workspace: "/nowhere/typeset" });
  const done = compiler.compile({ mainFileContent: source, inputs: { data } });
  if (!done.result) {
    const found = done.takeDiagnostics()?.shortDiagnostics as { message: string }[] | undefined;
    throw new Error(found?.map((line) => line.message).join("; ") ?? "not compiled");
  }
  const svg = compiler.plainSvg(done.result);
  compiler.evictCache(0);
  return svg;
}
