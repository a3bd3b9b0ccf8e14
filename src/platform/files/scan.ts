import { createConnection, type Socket } from "node:net";

/** What a scanner says of a file. `unable`: it answered, but could not look (the file is over its limit, mostly). */
export type Scanned =
  | { verdict: "clean" }
  | { verdict: "infected"; found: string }
  | { verdict: "unable" | "away"; reason: string };

/** Connecting, and every wait for the daemon while it takes bytes. */
const PATIENCE_MS = 10_000;
/** Unpacking and looking through a large archive after its last byte. clamd itself gives up after two minutes (MaxScanTime). */
const VERDICT_MS = 300_000;
/** A piece of the stream, in bytes: a four-byte length before each (clamd(8), INSTREAM). */
const PIECE = 256 * 1024;

/**
 * Asks a ClamAV daemon about a file by its INSTREAM command; the bytes go through in constant memory.
 * @param address `host:port`, `[v6]:port` or the path of a Unix socket
 */
export async function scanStream(address: string, bytes: AsyncIterable<Uint8Array>): Promise<Scanned> {
  const socket = connect(address);
  const answer = answerOf(socket);
  try {
    await opened(socket);
    await send(socket, Buffer.from("zINSTREAM\0"));
    for await (const chunk of bytes) {
      for (let at = 0; at < chunk.byteLength; at += PIECE) {
        const piece = chunk.subarray(at, at + PIECE);
        const length = Buffer.alloc(4);
        length.writeUInt32BE(piece.byteLength);
        socket.write(length);
        await send(socket, piece);
      }
    }
    await send(socket, Buffer.alloc(4));
  } catch (error) {
    // A daemon that has had enough says why before it closes the line; then that is the answer.
    const said = await Promise.race([answer, later(500).then(() => "")]);
    socket.destroy();
    return said ? verdictOf(said) : { verdict: "away", reason: reasonOf(error) };
  }
  const said = await Promise.race([answer, later(VERDICT_MS).then(() => "")]);
  socket.destroy();
  return said ? verdictOf(said) : { verdict: "away", reason: "no answer" };
}

/** `stream: OK`, `stream: Eicar-Test-Signature FOUND`, `INSTREAM size limit exceeded. ERROR`. */
export function verdictOf(said: string): Scanned {
  const line = said.replace(/\0[\s\S]*$/, "").trim();
  const found = /^stream: (.{1,200}) FOUND$/.exec(line)?.[1];
  if (found) return { verdict: "infected", found };
  return line === "stream: OK" ? { verdict: "clean" } : { verdict: "unable", reason: line.slice(0, 200) };
}

function connect(address: string): Socket {
  if (address.startsWith("/")) return createConnection({ path: address });
  const [, host = "", port] = /^\[?(.+?)\]?:(\d+)$/.exec(address) ?? [];
  return createConnection({ host, port: Number(port) });
}

const opened = (socket: Socket) =>
  within(new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject)));

/** Everything the daemon says until it closes the line; never fails. */
function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let said = "";
    socket.on("data", (chunk) => {
      if (said.length < 1000) said += chunk.toString("latin1");
      if (said.includes("\0")) resolve(said);
    });
    socket.on("error", () => undefined);
    socket.once("close", () => resolve(said));
  });
}

/** Resolves when the daemon can take more, so that a slow one slows us and memory stays flat. */
function send(socket: Socket, bytes: Uint8Array): Promise<void> {
  return within(
    new Promise((resolve, reject) => {
      if (!socket.writable) return reject(new Error("closed"));
      socket.write(bytes, (error) => (error ? reject(error) : resolve()));
    }),
  );
}

function within<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("too slow")), PATIENCE_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const later = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref();
  });
const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
