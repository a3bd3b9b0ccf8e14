import { inflateRawSync } from "node:zlib";
import { textOfPdf } from "../../../src/platform/files/text.ts";

/** All that an answer tells. */
export interface Answer {
  status: number;
  headers: string;
  body: string;
  /** What is written in a PDF. A ZIP (a workbook is one) is unpacked in `body`. */
  text: string;
}

/** Asks as the holder of a cookie (nobody without one), following nothing. */
export async function ask(url: string, cookie?: string, init: RequestInit = {}): Promise<Answer> {
  const headers = { ...(cookie && { cookie }), ...(init.headers as object) };
  const answer = await fetch(url, { redirect: "manual", ...init, headers });
  const told = [...answer.headers]
    .filter(([name]) => name !== "date")
    .map((pair) => pair.join(": "))
    .join("\n");
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const packed = /zip|spreadsheetml/.test(answer.headers.get("content-type") ?? "");
  const body = packed ? unpacked(Buffer.from(bytes)) : new TextDecoder().decode(bytes);
  // A long word is broken where the line ends.
  const pdf = answer.headers.get("content-type") === "application/pdf";
  const text = pdf ? (await textOfPdf(bytes)).text.replace(/[\n\f-]/g, "") : "";
  return { status: answer.status, headers: told, body, text };
}

/** Names and contents of a ZIP by its central directory, workbooks inside too (PKWARE APPNOTE 4.3.12). */
function unpacked(zip: Buffer): string {
  let at = zip.readUInt32LE(zip.lastIndexOf("PK\x05\x06", undefined, "latin1") + 16);
  let told = "";
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [named, more, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const name = zip.toString("utf8", at + 46, at + 46 + named);
    const from = zip.readUInt32LE(at + 42);
    const begin = from + 30 + zip.readUInt16LE(from + 26) + zip.readUInt16LE(from + 28);
    const stored = zip.subarray(begin, begin + zip.readUInt32LE(at + 20));
    const content = zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(stored) : stored;
    told += `${name}\n${name.endsWith(".xlsx") ? unpacked(content) : content.toString("utf8")}\n`;
    at += 46 + named + more + comment;
  }
  return told;
}

export const bytesOf = ({ status, headers, body, text }: Answer): string =>
  `${status}\n${headers}\n${body}\n${text}`;

/** What an answer says, with the ids that were asked for by their names, and without what is new in every answer. */
export function said(answer: Answer, ids: { name: string; id: string }[]): string {
  let text = bytesOf(answer);
  const nonce = (/'nonce-([^']+)'/.exec(answer.headers) ?? /"nonce","([^"]+)"/.exec(answer.body))?.[1];
  if (nonce) text = text.replaceAll(nonce, "<nonce>");
  // A page number is no id: what stands for it elsewhere (a day, an hour) must stay.
  for (const { name, id } of ids) if (id.length > 2) text = text.replaceAll(id, `<${name}>`);
  return text
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<id>")
    .replace(/(?<![\w-])[\w-]{43,}(?:\.[\w-]+)*(?![\w-])/g, ({ length }) => `<sealed, ${length}>`)
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>");
}
