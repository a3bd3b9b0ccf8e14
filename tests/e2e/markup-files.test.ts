import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import readXlsx from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { signedPart, signedPdf } from "../fixtures/signed.ts";
import { type Api, apiAs } from "./api.ts";
import { accessibilityFindings, desk, phone, signInAs, testBrowser } from "./browser.ts";
import {
  chooseTool,
  drag,
  everyone,
  height,
  item,
  lines,
  linesAsPdf,
  openViewer,
  pointOn,
  write,
} from "./marks.ts";
import { audiencesOf, roomOf } from "./room.ts";

/**
 * A comment's whole way: from a PDF that is uploaded, over marks made on a desk and on a phone, an answer of the other side and a new
 * revision, into files for other readers and back. The files are read by strangers to this project: qpdf and poppler.
 */
const browser = testBrowser();
const [seller, buyer] = ["Mikael Lindqvist", "Tom Whitaker"];
const title = `Guarantees ${createHash("sha256").update(String(Date.now())).digest("hex").slice(0, 8)}`;
// A file of its own each time: one that is in the register already is asked about first.
const pdf = (all: string[]) => linesAsPdf(all, title);

const folder = mkdtempSync(join(tmpdir(), "frontstage-way-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let api: Api;
let room = "";
let audience = "";
let desktop: Page;
let mobile: Page;
let first = "";
let second = "";
beforeAll(async () => {
  api = await apiAs(inject("url"), seller);
  room = await roomOf(api);
  audience = (await audiencesOf(api, room)).room ?? "";
  desktop = await browser.open({ viewport: desk });
  mobile = await browser.open({ viewport: phone, hasTouch: true, isMobile: true });
  await Promise.all([signInAs(desktop, seller), signInAs(mobile, buyer)]);
});

/** What the highlight lies on. */
async function quoteOn(at: string): Promise<string> {
  const { markup } = await api.call("GET", `${at}/markup`);
  return markup.find((one: { kind: string }) => one.kind === "highlight").place.quote.exact;
}
/** Chooses a form on the screen of files, and saves what comes. */
async function taken(page: Page, at: string, form: RegExp): Promise<Uint8Array<ArrayBuffer>> {
  await page.goto(`${at}/comments/files`);
  await page.getByRole("radio", { name: form }).check();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export", exact: true }).click(),
  ]);
  // Not the name of the file without comments.
  expect(download.suggestedFilename()).toMatch(/_with-comments\.(pdf|xfdf|xlsx)$/);
  return new Uint8Array(readFileSync(await download.path()));
}
const saved = (name: string, bytes: Uint8Array | string): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
const tool = (name: string, ...args: string[]): string => execFileSync(name, args, { encoding: "utf8" });

/** Annotations of a PDF as qpdf reads them. */
function annotationsIn(path: string): Record<string, string>[] {
  const { qpdf } = JSON.parse(tool("qpdf", "--json", path)) as {
    qpdf: [unknown, Record<string, { value?: Record<string, string> }>];
  };
  return Object.entries(qpdf[1]).flatMap(([name, { value }]) =>
    value?.["/Type"] === "/Annot" ? [{ ...value, name: name.replace("obj:", "") }] : [],
  );
}
/** qpdf tells text as "u:…". */
const words = (text = ""): string => text.replace(/^u:/, "");

describe("a comment's way through the room", () => {
  it("begins on an uploaded PDF, on a desk and a phone, and is answered by the other side", async () => {
    await desktop.goto(`/rooms/${room}/documents/new`);
    await desktop.getByRole("radio", { name: everyone }).check();
    await desktop.getByLabel("Title").fill(title);
    await desktop.getByLabel("Category").selectOption("technical.calculation");
    await desktop.getByLabel("File").setInputFiles(saved("guarantees.pdf", pdf(lines)));
    await desktop.getByRole("button", { name: "Add the document" }).click();
    await desktop.getByRole("heading", { name: title }).waitFor();
    const view = await desktop.locator('main a[href*="/view"]').first().getAttribute("href");
    first = view?.replace(/\/view.*/, "") ?? "";

    await openViewer(desktop, first);
    await chooseTool(desktop, "Highlight");
    await drag(desktop, [62, height(1) + 8], [250, height(1) + 8]);
    await write(desktop, "Is this at one metre?");

    await openViewer(mobile, first);
    await mobile.locator(".mark-badge").first().tap();
    const theirs = item(mobile, "Is this at one metre?");
    await theirs.getByLabel("Answer", { exact: true }).fill("Yes – at 1 m, ± 2 dB");
    await theirs.getByRole("button", { name: "Answer", exact: true }).tap();
    await expect
      .poll(() => item(desktop, "Is this at one metre?").locator("summary .state").innerText())
      .toBe("Answered");
    await mobile.locator(".mark-panel").getByRole("button", { name: "Close", exact: true }).first().tap();
    await chooseTool(mobile, "Pin");
    const { x, y } = await pointOn(mobile, 100, height(0) + 8);
    await mobile.touchscreen.tap(x, y);
    await write(mobile, "Which steam?");
    await expect.poll(() => desktop.locator(".mark-badge").count()).toBe(2);
    expect(await accessibilityFindings(mobile)).toEqual([]);
  });

  it("goes on to the next revision, where what has no place is told, and the two are compared", async () => {
    await desktop.goto(first.replace(/\/revisions.*/, "/revise"));
    await desktop.getByRole("radio", { name: everyone }).check();
    await desktop
      .getByLabel("File")
      .setInputFiles(saved("next.pdf", pdf(["Steam at 90 bar", "A line between", ...lines.slice(1)])));
    await desktop.getByRole("button", { name: "Add the revision" }).click();
    await desktop.waitForURL(/documents\/[\da-f-]{36}$/);
    await desktop.getByText("Revision B").first().waitFor();
    const document = first.replace(/\/revisions.*/, "");
    const { revisions } = await api.call("GET", `${document}/comparison`);
    second = `${document}/revisions/${revisions[0].id}`;
    const placed = async () =>
      (await api.call("GET", `${second}/markup`)).markup.map(
        (one: { place: { how: string } | null }) => one.place?.how,
      );
    await expect.poll(placed).toEqual(expect.arrayContaining(["moved"]));
    await expect.poll(placed).not.toContain(undefined);
    await openViewer(mobile, second);
    await mobile.getByRole("button", { name: "Comments", exact: true }).tap();
    expect(await item(mobile, "Is this at one metre?").innerText()).not.toContain("No place");
    await mobile.getByRole("link", { name: "What changed" }).first().click();
    await mobile.getByRole("heading", { name: "What changed" }).waitFor();
    expect(await accessibilityFindings(mobile)).toEqual([]);
    expect(await mobile.locator(".compare-list").textContent()).toContain("90");
    // The first change stands enlarged before and after; the next one is one press away.
    const one = mobile.locator(".compare-one");
    await one.getByRole("heading", { name: /^Change 1 of \d/ }).waitFor();
    expect(await one.locator("ins").first().textContent()).toContain("90");
    expect(await one.locator(".compare-crop").count()).toBe(2);
    await one.getByRole("link", { name: "Next change", exact: true }).tap();
    await one.getByRole("heading", { name: /^Change 2 of \d/ }).waitFor();
    await mobile.waitForURL((url) => url.searchParams.get("place") === "2");
    await mobile.locator('.compare-paper .compare-place[href*="place=1"]').first().click();
    await one.getByRole("heading", { name: /^Change 1 of \d/ }).waitFor();
    await mobile.getByRole("link", { name: "Next to each other", exact: true }).click();
    await mobile.waitForURL((url) => url.searchParams.get("way") === "side");
    await expect.poll(() => mobile.locator(".compare-sheets .compare-window").count()).toBe(2);
    expect(await accessibilityFindings(mobile)).toEqual([]);
    await mobile.getByRole("link", { name: "Revision A", exact: true }).click();
    await expect.poll(() => mobile.locator(".compare-sheets .compare-window").count()).toBe(1);
    await mobile.getByRole("link", { name: "Over each other", exact: true }).click();
    const over = mobile.locator('img[src*="/compare/image"]');
    await expect
      .poll(() => over.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
      .toBeGreaterThan(600);
    expect(await mobile.locator(".compare-place").count()).toBeGreaterThan(0);
    expect(await accessibilityFindings(mobile)).toEqual([]);
  });
});

describe("comments as files", () => {
  it("are annotations with authors, answers and states for qpdf and poppler; the file before is untouched", async () => {
    const bytes = await taken(desktop, first, /The PDF with annotations/);
    const before = pdf(lines);
    expect(Buffer.from(bytes.subarray(0, before.length)).equals(Buffer.from(before))).toBe(true);
    const path = saved("with-comments.pdf", bytes);
    expect(tool("qpdf", "--check", path)).toContain("No syntax or stream encoding errors found");
    const found = annotationsIn(path);
    const highlight = found.find((one) => one["/Subtype"] === "/Highlight");
    expect(words(highlight?.["/Contents"])).toBe("Is this at one metre?");
    expect(words(highlight?.["/T"])).toMatch(/^Mikael Lindqvist, /);
    expect(highlight?.["/QuadPoints"]).toHaveLength(8);
    const reply = found.find((one) => one["/IRT"] && one["/RT"] === "/R");
    expect(words(reply?.["/Contents"])).toBe("Yes – at 1 m, ± 2 dB");
    expect(words(reply?.["/T"])).toMatch(/^Tom Whitaker, /);
    expect(reply?.["/IRT"]).toBe(highlight?.name);
    const pin = found.find((one) => one["/Subtype"] === "/Text" && !one["/IRT"]);
    expect(words(pin?.["/Contents"])).toBe("Which steam?");
    // poppler draws the marks on the page, and its words are still those of the page.
    expect(tool("pdftotext", path, "-")).toContain("Noise below 85 decibel");
    const drawn = (name: string, file: string) => {
      tool("pdftocairo", "-svg", "-f", "1", "-l", "1", file, join(folder, name));
      return readFileSync(join(folder, name), "utf8");
    };
    const bare = drawn("bare.svg", saved("bare.pdf", before));
    const marked = drawn("marked.svg", path);
    const yellow = /fill:rgb\(100%,8[67][.\d]*%,(?:30|29\.9)\d*%\)/;
    expect(marked).toMatch(yellow);
    expect(bare).not.toMatch(yellow);
  });

  it("are XFDF, and a list", async () => {
    const xfdf = new TextDecoder().decode(await taken(desktop, first, /XFDF/));
    saved("comments.xfdf", xfdf);
    expect(xfdf).toContain("<contents>Yes – at 1 m, ± 2 dB</contents>");
    const sheets = await readXlsx(saved("list.xlsx", await taken(desktop, first, /A list/)));
    const list = JSON.stringify(sheets);
    for (const said of ["Is this at one metre?", "Yes – at 1 m, ± 2 dB", "Which steam?"])
      expect(list).toContain(said);
  });

  it("come in again from a PDF and from XFDF, with the answers as answers", async () => {
    // Another document, on which nobody has said anything yet.
    const { upload } = await api.upload(room, "again.pdf", pdf(lines));
    const made = await api.call("POST", `/rooms/${room}/documents`, {
      audience,
      upload,
      title: `${title} again`,
      category: "technical.drawing",
    });
    const at = `/rooms/${room}/documents/${made.id}/revisions/${made.revision}`;
    const bring = async (file: string, said: RegExp) => {
      await mobile.goto(`${at}/comments/files`);
      await mobile.getByLabel("A PDF or XFDF file with annotations").setInputFiles(join(folder, file));
      await mobile.getByRole("radio", { name: everyone }).check();
      await mobile.getByRole("button", { name: "Import", exact: true }).click();
      await mobile.getByText(said).waitFor();
    };
    await bring("with-comments.pdf", /2 comments were imported/);
    expect(await accessibilityFindings(mobile)).toEqual([]);
    await bring("comments.xfdf", /2 were here already/);
    await openViewer(desktop, at);
    const noise = item(desktop, "Is this at one metre?");
    await noise.waitFor();
    await noise.locator("summary").first().click();
    expect(await noise.locator(".mark-quote").innerText()).toBe(await quoteOn(first));
    expect(await noise.locator(".mark-messages > li").allInnerTexts()).toEqual([
      expect.stringMatching(/Mikael Lindqvist[\s\S]*Is this at one metre\?/),
      expect.stringMatching(/Tom Whitaker[\s\S]*Yes – at 1 m/),
    ]);
  });

  it("leave a signature valid", async ({ skip }) => {
    const signed = await signedPdf(pdf(lines));
    if (!signed) return skip("openssl is not on this machine");
    const { upload } = await api.upload(room, "signed.pdf", signed);
    const made = await api.call("POST", `/rooms/${room}/documents`, {
      audience,
      upload,
      title: `${title} signed`,
      category: "technical.drawing",
    });
    const at = `/rooms/${room}/documents/${made.id}/revisions/${made.revision}`;
    await api.call("POST", `${at}/markup`, {
      audience,
      kind: "highlight",
      page: 0,
      start: 0,
      end: 14,
      text: "On what was signed",
    });
    const bytes = await taken(desktop, at, /The PDF with annotations/);
    expect(Buffer.from(bytes.subarray(0, signed.length)).equals(Buffer.from(signed))).toBe(true);
    const path = saved("signed.pdf", bytes);
    expect(tool("qpdf", "--check", path)).toContain("No syntax or stream encoding errors found");
    expect(annotationsIn(path).map((one) => words(one["/Contents"]))).toContain("On what was signed");
    // What was signed has the digest that the signature holds.
    const { digest, signature } = signedPart(bytes);
    expect(signature.includes(digest)).toBe(true);
    expect(tool("pdfsig", "-nocert", path)).toContain("Signature is Valid");
  });
});
