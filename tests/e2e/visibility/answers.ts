import { textOfPdf } from "../../../src/platform/files/text.ts";

/** All that an answer tells. */
export interface Answer {
  status: number;
  headers: string;
  body: string;
  /** What is written in a PDF. */
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
  const body = new TextDecoder().decode(bytes);
  // A long word is broken where the line ends.
  const pdf = answer.headers.get("content-type") === "application/pdf";
  const text = pdf ? (await textOfPdf(bytes)).text.replace(/[\n\f-]/g, "") : "";
  return { status: answer.status, headers: told, body, text };
}

export const bytesOf = ({ status, headers, body, text }: Answer): string =>
  `${status}\n${headers}\n${body}\n${text}`;

/** What an answer says, with the ids that were asked for by their names, and without what is new in every answer. */
export function said(answer: Answer, ids: { name: string; id: string }[]): string {
  let text = bytesOf(answer);
  const nonce = (/'nonce-([^']+)'/.exec(answer.headers) ?? /"nonce","([^"]+)"/.exec(answer.body))?.[1];
  if (nonce) text = text.replaceAll(nonce, "<nonce>");
  for (const { name, id } of ids) text = text.replaceAll(id, `<${name}>`);
  return text
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<id>")
    .replace(/(?<![\w-])[\w-]{43,}(?:\.[\w-]+)*(?![\w-])/g, ({ length }) => `<sealed, ${length}>`)
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>");
}
