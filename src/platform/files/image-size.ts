export interface PixelSize {
  width: number;
  height: number;
}

/**
 * Width and height of a PNG, GIF, JPEG, WebP or BMP from its first bytes, without decoding it; undefined when they do
 * not say (another format, or a header that starts later than the bytes given).
 */
export function imageSize(head: Buffer, type: string): PixelSize | undefined {
  try {
    return READERS[type]?.(head);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const READERS: Record<string, (head: Buffer) => PixelSize | undefined> = {
  "image/png": (head) => ({ width: head.readUInt32BE(16), height: head.readUInt32BE(20) }),
  "image/gif": (head) => ({ width: head.readUInt16LE(6), height: head.readUInt16LE(8) }),
  "image/bmp": (head) => ({ width: Math.abs(head.readInt32LE(18)), height: Math.abs(head.readInt32LE(22)) }),
  "image/jpeg": jpeg,
  "image/webp": webp,
};

/** Walks the segments to the start of frame (SOF0 to SOF15, less the three markers that are something else). */
function jpeg(head: Buffer): PixelSize | undefined {
  for (let at = 2; at + 4 <= head.length; ) {
    if (head[at] !== 0xff) return undefined;
    const marker = head.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { height: head.readUInt16BE(at + 5), width: head.readUInt16BE(at + 7) };
    }
    at += 2 + head.readUInt16BE(at + 2);
  }
  return undefined;
}

/** The three kinds of WebP: extended, lossless, lossy. */
function webp(head: Buffer): PixelSize | undefined {
  const kind = head.toString("latin1", 12, 16);
  if (kind === "VP8X") return { width: 1 + head.readUIntLE(24, 3), height: 1 + head.readUIntLE(27, 3) };
  if (kind === "VP8L") {
    const bits = head.readUInt32LE(21);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (kind === "VP8 ")
    return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
  return undefined;
}
