import { open } from "node:fs/promises";

/** Sectors of the list of entries that are read: 4,096 entries are more than any document has. */
const MOST = 1024;
const FREE = 0xfffffffa;

/**
 * What the entries of a compound file are called (old Office files, mails, project files): what it is, told by what it holds.
 * Null for what is none, or is broken. Format: [MS-CFB] 2.2 to 2.6.
 */
export async function compoundNames(
  read: (at: number, length: number) => Promise<Buffer>,
): Promise<string[] | null> {
  try {
    const header = await read(0, 512);
    if (header.length < 512 || header.toString("hex", 0, 8) !== "d0cf11e0a1b11ae1") return null;
    const shift = header.readUInt16LE(30);
    if (shift !== 9 && shift !== 12) return null;
    const size = 1 << shift;
    const sector = (number: number) => read((number + 1) * size, size);
    // Where chains go on: the first 109 sectors of it are named in the header, which is enough for 7 MB, or 450 MB of large sectors.
    const tables = Array.from({ length: 109 }, (_, index) => header.readUInt32LE(76 + index * 4));
    const names: string[] = [];
    let at = header.readUInt32LE(48);
    for (let count = 0; at < FREE && count < MOST; count++) {
      const entries = await sector(at);
      for (let entry = 0; entry + 128 <= entries.length; entry += 128) {
        const length = entries.readUInt16LE(entry + 64);
        if (length >= 2 && length <= 64) names.push(entries.toString("utf16le", entry, entry + length - 2));
      }
      const table = tables[Math.floor(at / (size / 4))];
      if (table === undefined || table >= FREE) break;
      at = (await sector(table)).readUInt32LE((at % (size / 4)) * 4);
    }
    return names;
  } catch (error) {
    // Numbers that lead out of the file.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** What a compound file is, by its entries; null when they do not say. */
export function compoundKind(
  names: readonly string[],
): "encrypted" | "doc" | "xls" | "ppt" | "msg" | "mpp" | "vsd" | null {
  const has = (name: string) => names.includes(name);
  if (has("EncryptedPackage")) return "encrypted";
  if (has("WordDocument")) return "doc";
  if (has("Workbook") || has("Book")) return "xls";
  if (has("PowerPoint Document")) return "ppt";
  if (has("VisioDocument")) return "vsd";
  if (has("__properties_version1.0")) return "msg";
  return names.some((name) => /^\s*114$/.test(name)) ? "mpp" : null;
}

/** Reads here and there in a file of this machine, for as long as `work` takes. */
export async function reading<T>(
  path: string,
  work: (read: (at: number, length: number) => Promise<Buffer>) => Promise<T>,
): Promise<T> {
  const file = await open(path);
  try {
    return await work(async (at, length) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
      return buffer.subarray(0, bytesRead);
    });
  } finally {
    await file.close();
  }
}
