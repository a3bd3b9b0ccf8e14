import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { UNSHARE } from "./sandbox.ts";

/** Why LibreOffice made nothing. */
export class OfficeFailure extends Error {
  override name = "OfficeFailure";
  readonly reason: "broken" | "too-complex";
  constructor(reason: "broken" | "too-complex") {
    super(reason);
    this.reason = reason;
  }
}

/** Longest that one document may take, with the start of LibreOffice. */
const TIMEOUT = 90_000;

const OOXML = "application/vnd.openxmlformats-officedocument";
const ODF = "application/vnd.oasis.opendocument";
const WRITER = new Set([
  `${OOXML}.wordprocessingml.document`,
  `${OOXML}.wordprocessingml.template`,
  `${ODF}.text`,
  "application/msword",
  "application/rtf",
]);
const IMPRESS = new Set([
  `${OOXML}.presentationml.presentation`,
  `${OOXML}.presentationml.slideshow`,
  `${ODF}.presentation`,
  // Draw comes with Impress.
  `${ODF}.graphics`,
  "application/vnd.ms-powerpoint",
]);

const CALC = new Set(["application/vnd.ms-excel", `${ODF}.spreadsheet`]);

interface Office {
  program: string;
  writer: boolean;
  impress: boolean;
  calc: boolean;
}

const PLACES = ["/usr/lib/libreoffice", "/usr/lib64/libreoffice", "/opt/libreoffice"];

let known: Office | null | undefined;

/** LibreOffice as it is installed here, or null: also when it could not be shut in, for then it is not started at all. */
function office(): Office | null {
  if (known !== undefined) return known;
  const folder = PLACES.map((place) => join(place, "program")).find((place) =>
    existsSync(join(place, "soffice")),
  );
  const has = (library: string) => folder !== undefined && existsSync(join(folder, library));
  known =
    folder && canShutIn()
      ? {
          program: join(folder, "soffice"),
          writer: has("libswlo.so"),
          impress: has("libsdlo.so"),
          calc: has("libsclo.so"),
        }
      : null;
  return known;
}

function canShutIn(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "frontstage-office-"));
  try {
    return spawnSync("unshare", [...UNSHARE, folder, folder, "", "", ""], { timeout: 5000 }).status === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** True when documents of this type are made into PDFs on this machine. */
export function makesPdf(type: string): boolean {
  const wanted = WRITER.has(type) ? "writer" : IMPRESS.has(type) ? "impress" : null;
  return wanted !== null && (office()?.[wanted] ?? false);
}

/** True when spreadsheets of this type (those that are not XLSX) are made into workbooks on this machine. */
export function makesWorkbook(type: string): boolean {
  return CALC.has(type) && (office()?.calc ?? false);
}

/** True when LibreOffice is here for any kind of document. */
export const hasOffice = (): boolean =>
  [...WRITER].some(makesPdf) || [...IMPRESS].some(makesPdf) || [...CALC].some(makesWorkbook);

let last: Promise<unknown> = Promise.resolve();

/**
 * The PDF (of a text or a presentation) or the workbook (XLSX, of another spreadsheet) that LibreOffice makes: a process of its own, shut in (see `SANDBOX`), with a profile that is thrown away,
 * one at a time. @throws OfficeFailure
 */
export function convertOffice(path: string, to: "pdf" | "xlsx", timeoutMs = TIMEOUT): Promise<Buffer> {
  const made = last.then(() => make(path, to, timeoutMs));
  last = made.catch(() => {});
  return made;
}

async function make(path: string, to: "pdf" | "xlsx", timeoutMs: number): Promise<Buffer> {
  const installed = office();
  if (!installed) throw new OfficeFailure("broken");
  const folder = await mkdtemp(join(tmpdir(), "frontstage-office-"));
  try {
    const [root, work] = [join(folder, "root"), join(folder, "work")];
    await Promise.all([root, work].map((one) => mkdir(one)));
    // LibreOffice knows documents by their bytes; the name tells it nothing.
    await copyFile(path, join(work, "document"));
    await ran([...UNSHARE, root, work, installed.program, "document", to], dirname(root), timeoutMs);
    return await readFile(join(work, `document.${to}`)).catch(() => {
      throw new OfficeFailure("broken");
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function ran(parameters: string[], cwd: string, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    // What it prints may quote the document; it is dropped, not logged.
    const child = spawn("unshare", parameters, { cwd, stdio: "ignore" });
    const clock = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new OfficeFailure("too-complex"));
    }, timeoutMs);
    child.once("error", () => reject(new OfficeFailure("broken")));
    child.once("exit", (code, signal) => {
      clearTimeout(clock);
      // Past 128: a limit ended it.
      if (signal || (code ?? 0) > 128) reject(new OfficeFailure("too-complex"));
      else resolve();
    });
  });
}
