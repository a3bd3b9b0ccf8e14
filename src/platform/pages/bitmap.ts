/** A BMP as pixels: red, green, blue (and opacity), row by row from the top. */
export interface Bitmap {
  width: number;
  height: number;
  channels: 3 | 4;
  pixels: Uint8Array;
}

/** Width and height of a BMP by its first bytes; null for what is none. Format: BITMAPFILEHEADER and the headers after it. */
export function bitmapSize(head: Buffer): { width: number; height: number } | null {
  if (head.length < 26 || head.toString("latin1", 0, 2) !== "BM") return null;
  if (head.readUInt32LE(14) === 12) return { width: head.readUInt16LE(18), height: head.readUInt16LE(20) };
  return { width: Math.abs(head.readInt32LE(18)), height: Math.abs(head.readInt32LE(22)) };
}

/**
 * The pixels of a BMP of 1, 4, 8, 16, 24 or 32 bits, as Windows writes it without packing, which is nearly always; libvips reads
 * none. Runs in the process that decodes pictures (see `pictures`): reaches nothing but its parameters. @throws on anything else
 */
export function readBitmap(file: Buffer): Bitmap {
  const short = file.readUInt32LE(14) === 12;
  const [width, tall] = short
    ? [file.readUInt16LE(18), file.readUInt16LE(20)]
    : [file.readInt32LE(18), file.readInt32LE(22)];
  const height = Math.abs(tall);
  const bits = file.readUInt16LE(short ? 24 : 28);
  const packing = short ? 0 : file.readUInt32LE(30);
  if (packing !== 0 && packing !== 3) throw new Error("packed bitmap");
  if (width <= 0 || height <= 0 || ![1, 4, 8, 16, 24, 32].includes(bits)) throw new Error("bitmap");
  const header = 14 + file.readUInt32LE(14);
  const start = file.readUInt32LE(10);
  const stride = Math.ceil((width * bits) / 32) * 4;
  if (start + stride * height > file.length) throw new Error("bitmap cut off");
  const colour = short ? 3 : 4;
  const pixels = new Uint8Array(width * height * 3);
  // Where the three colours lie in a pixel of 16 or 32 bits.
  const masks =
    packing === 3
      ? [0, 4, 8].map((at) => file.readUInt32LE(54 + at))
      : bits === 16
        ? [0x7c00, 0x3e0, 0x1f]
        : [0xff0000, 0xff00, 0xff];
  const places = masks.map((mask) => {
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
    return { mask, shift, most: mask >>> shift || 1 };
  });
  for (let y = 0; y < height; y++) {
    const row = start + stride * (tall < 0 ? y : height - 1 - y);
    for (let x = 0; x < width; x++) {
      const to = (y * width + x) * 3;
      if (bits <= 8) {
        const byte = file[row + ((x * bits) >> 3)] ?? 0;
        const index = (byte >> (8 - bits - ((x * bits) & 7))) & ((1 << bits) - 1);
        const from = header + index * colour;
        for (let channel = 0; channel < 3; channel++) pixels[to + channel] = file[from + 2 - channel] ?? 0;
      } else if (bits === 24) {
        for (let channel = 0; channel < 3; channel++)
          pixels[to + channel] = file[row + x * 3 + 2 - channel] ?? 0;
      } else {
        const value = bits === 16 ? file.readUInt16LE(row + x * 2) : file.readUInt32LE(row + x * 4);
        for (let channel = 0; channel < 3; channel++) {
          const place = places[channel];
          if (place) pixels[to + channel] = (((value & place.mask) >>> place.shift) * 255) / place.most;
        }
      }
    }
  }
  return { width, height, channels: 3, pixels };
}
