import type { Readable } from "node:stream";
import { ZipFile } from "yazl";

/** One entry of a ZIP: its bytes are opened only when its turn has come. */
export interface Entry {
  /** Folders and name, with slashes. */
  path: string;
  size: number;
  at: Date;
  /** Whether it is worth compressing: PDF, pictures and Office files are compressed already. */
  compress: boolean;
  stream: Readable;
}

/** From here on sizes do not fit the old format. */
const large = 0xf000_0000;

/**
 * A ZIP as a stream, one entry after the other in constant memory: the next is asked for when the last has been read. When
 * whoever reads goes away, everything is closed.
 * @param entries ends cleanly whatever happened to single files; what it throws ends the stream with an error
 * @param last what stands at the end, made when all else is known
 */
export function zipStream(
  entries: AsyncIterable<Entry>,
  last: () => Promise<{ path: string; bytes: Buffer }[]>,
): Readable {
  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  zip.on("error", (error: Error) => out.destroy(error));
  const write = async () => {
    for await (const { path, size, at, compress, stream } of entries) {
      if (out.destroyed) {
        stream.destroy();
        return;
      }
      const gone = () => stream.destroy();
      out.once("close", gone);
      const read = new Promise<void>((resolve, reject) => {
        stream.once("error", reject);
        stream.once("close", resolve);
      });
      zip.addReadStream(stream, path, { size, mtime: at, compress, forceZip64Format: size >= large });
      await read;
      out.off("close", gone);
      if (out.destroyed) return;
    }
    for (const { path, bytes } of await last()) zip.addBuffer(bytes, path);
    zip.end();
  };
  write().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))));
  return out;
}

/** Gives every path once: what is called the same gets a number, as on any desk. Case does not tell names apart. */
export function uniquePaths(): (path: string) => string {
  const given = new Set<string>();
  return (path) => {
    const dot = path.lastIndexOf(".");
    const [stem, extension] =
      dot > path.lastIndexOf("/") ? [path.slice(0, dot), path.slice(dot)] : [path, ""];
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? path : `${stem} (${count})${extension}`;
      const key = name.normalize("NFC").toLowerCase();
      if (given.has(key)) continue;
      given.add(key);
      return name;
    }
  };
}
