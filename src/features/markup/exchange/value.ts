/**
 * A value of a PDF as plain data, so that what is written and read can be made and tested without the library that puts it
 * into bytes. Text is a string, a name is `{ name }`; `{ ref }` points to another object of the same list, `{ page }` to a page.
 */
export type PdfValue =
  | number
  | boolean
  | string
  | { name: string }
  | { ref: number }
  | { page: number }
  | PdfValue[]
  | { dict: PdfDictionary; stream?: string };
export interface PdfDictionary {
  [key: string]: PdfValue;
}

/** The value as the kind that is wanted, or nothing: files hold anything anywhere. */
export const textOf = (value: PdfValue | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;
export const nameOf = (value: PdfValue | undefined): string | undefined =>
  typeof value === "object" && "name" in value ? value.name : undefined;
export const listOf = (value: PdfValue | undefined): PdfValue[] => (Array.isArray(value) ? value : []);
export const numbersOf = (value: PdfValue | undefined): number[] | undefined => {
  const list = listOf(value);
  const numbers = list.filter((one) => typeof one === "number" && Number.isFinite(one)) as number[];
  return numbers.length === list.length && numbers.length > 0 ? numbers : undefined;
};

/** "D:20260102030405+02'00'" as ISO 8601, and back. */
export function dateOf(text: string | undefined): string | null {
  const read = /^(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?)?/.exec(
    text ?? "",
  );
  if (!read) return null;
  const [
    ,
    year,
    month = "01",
    day = "01",
    hour = "00",
    minute = "00",
    second = "00",
    sign,
    zh = "00",
    zm = "00",
  ] = read;
  const at = Date.parse(
    `${year}-${month}-${day}T${hour}:${minute}:${second}${sign ? `${sign}${zh}:${zm}` : "Z"}`,
  );
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
/** A moment as PDF writes it (ISO 32000-2, 7.9.4), in UTC. */
export const pdfDate = (iso: string): string =>
  `D:${new Date(iso).toISOString().replace(/\D/g, "").slice(0, 14)}Z`;
