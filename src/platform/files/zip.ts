import { FileProblem, megabytes } from "./errors.ts";

/** Reads bytes `start` to `end` (inclusive) of the file. */
export type ReadRange = (start: number, end: number) => Promise<Buffer>;

export interface ZipLimits {
  /** Declared size of everything inside, in bytes. */
  maxUncompressed: number;
  /** Declared size ÷ stored size, looked at only past `ratioFrom` bytes: small text shrinks well without malice. */
  maxRatio: number;
  ratioFrom: number;
  maxEntries: number;
}

export const ZIP_LIMITS: ZipLimits = {
  maxUncompressed: 2 * 1024 ** 3,
  maxRatio: 100,
  ratioFrom: 64 * 1024 ** 2,
  maxEntries: 10_000,
};

export interface ZipSummary {
  entries: number;
  uncompressed: number;
  names: string[];
}

/** End record (22 bytes) and the longest comment it may carry. */
const TAIL = 22 + 0xffff;
const MAX_DIRECTORY = 16 * 1024 ** 2;

/**
 * Judges a zip by its central directory, which lies at the end and lists every entry; nothing is unpacked. Counts, sizes
 * and ratio are what the archive declares: a liar fails when it is unpacked, and nothing here ever unpacks one.
 * Format: PKWARE APPNOTE 6.3.10, sections 4.3.12 to 4.3.16 (including Zip64).
 * @throws FileProblem `archive-damaged`, `archive-too-large`
 */
export async function inspectZip(
  size: number,
  read: ReadRange,
  limits: ZipLimits = ZIP_LIMITS,
): Promise<ZipSummary> {
  const tailStart = Math.max(0, size - TAIL);
  const tail = await read(tailStart, size - 1);
  const at = tail.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (at < 0 || at + 22 > tail.length) throw damaged();
  const directory = (await zip64Directory(tail, at, size, read)) ?? {
    entries: tail.readUInt16LE(at + 10),
    length: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  };
  if (directory.offset + directory.length > size) throw damaged();
  if (directory.entries > limits.maxEntries || directory.length > MAX_DIRECTORY)
    throw new FileProblem("archive-too-large", { megabytes: megabytes(limits.maxUncompressed) });
  const bytes =
    directory.length === 0
      ? Buffer.alloc(0)
      : await read(directory.offset, directory.offset + directory.length - 1);
  const summary = readEntries(bytes, limits);
  if (summary.entries !== directory.entries) throw damaged();
  if (summary.uncompressed > limits.ratioFrom && summary.uncompressed > size * limits.maxRatio) {
    throw new FileProblem("archive-too-large", { megabytes: megabytes(limits.maxUncompressed) });
  }
  return summary;
}

function readEntries(bytes: Buffer, limits: ZipLimits): ZipSummary {
  const summary: ZipSummary = { entries: 0, uncompressed: 0, names: [] };
  for (let at = 0; at + 46 <= bytes.length; ) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) break;
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
    if (extraEnd > bytes.length) throw damaged();
    const plain = bytes.readUInt32LE(at + 24);
    summary.uncompressed += plain === 0xffffffff ? zip64Size(bytes.subarray(nameEnd, extraEnd)) : plain;
    summary.names.push(bytes.toString("utf8", at + 46, nameEnd));
    summary.entries += 1;
    if (summary.entries > limits.maxEntries || summary.uncompressed > limits.maxUncompressed) {
      throw new FileProblem("archive-too-large", { megabytes: megabytes(limits.maxUncompressed) });
    }
    at = extraEnd + bytes.readUInt16LE(at + 32);
  }
  return summary;
}

/** The uncompressed size out of the Zip64 extra field (tag 0x0001), where it comes first. */
function zip64Size(extra: Buffer): number {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1 && at + 12 <= extra.length) return Number(extra.readBigUInt64LE(at + 4));
  }
  throw damaged();
}

async function zip64Directory(tail: Buffer, end: number, size: number, read: ReadRange) {
  const locator = end - 20;
  if (locator < 0 || tail.readUInt32LE(locator) !== 0x07064b50) return undefined;
  const at = Number(tail.readBigUInt64LE(locator + 8));
  if (at + 56 > size) throw damaged();
  const record = await read(at, at + 55);
  if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) throw damaged();
  return {
    entries: Number(record.readBigUInt64LE(32)),
    length: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48)),
  };
}

const damaged = () => new FileProblem("archive-damaged");
