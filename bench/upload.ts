/**
 * One large file in parts through the built server: how fast, and how much memory the server takes for it (resident set of the
 * Node process before, at its highest, and after; Linux). `UPLOAD_GB=10 node bench/upload.ts`; without a number 1.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { takeOver } from "../tests/e2e/api.ts";
import { startServer } from "../tests/e2e/server.ts";
import { alone, type Result } from "./result.ts";

const PART = 8 * 1024 * 1024;

export async function upload(): Promise<Result[]> {
  const size = Math.floor(Number(process.env.UPLOAD_GB ?? 1) * 1_000_000_000);
  const server = await startServer(
    { MAX_UPLOAD_MB: "20000" },
    mkdtempSync(`${process.env.TMPDIR ?? "/tmp"}/frontstage-bench-`),
  );
  try {
    const api = await takeOver(server.url, server.output());
    const { room } = await api.call("POST", "/rooms", { name: "Bench", newCompany: "Riverside" });
    const ask = (method: string, path: string, headers: Record<string, string>, body?: BodyInit) =>
      fetch(new URL(path, server.url), {
        method,
        headers: { cookie: api.cookie, "tus-resumable": "1.0.0", ...headers },
        ...(body !== undefined && { body }),
      });
    const name = Buffer.from("large.jt").toString("base64");
    const begun = await ask("POST", `/rooms/${room}/uploads`, {
      "upload-length": String(size),
      "upload-metadata": `filename ${name},sha256 ${Buffer.from("later").toString("base64")}`,
    });
    const path = begun.headers.get("location") ?? "";
    const pid = server.process.pid ?? 0;
    const before = resident(pid);
    let highest = before;
    const watch = setInterval(() => {
      highest = Math.max(highest, resident(pid));
    }, 100);
    const hash = createHash("sha256");
    const part = new Uint8Array(PART);
    let sending = 0;
    for (let at = 0; at < size; at += PART) {
      // Bytes that differ from part to part, cheaply.
      new DataView(part.buffer).setFloat64(0, at);
      const body = part.subarray(0, Math.min(PART, size - at));
      hash.update(body);
      const from = performance.now();
      const answer = await ask(
        "PATCH",
        path,
        { "upload-offset": String(at), "content-type": "application/offset+octet-stream" },
        body,
      );
      if (answer.status !== 204) throw new Error(`${answer.status} ${await answer.text()}`);
      sending += performance.now() - from;
    }
    const checked = performance.now();
    const sha256 = hash.digest("hex");
    let said = await (await ask("POST", path, {}, JSON.stringify({ sha256 }))).json();
    while (said.state === "checking") {
      await new Promise((resolve) => setTimeout(resolve, 200));
      said = await (await ask("GET", path, {})).json();
    }
    const checking = performance.now() - checked;
    clearInterval(watch);
    if (said.state !== "ready" || said.sha256 !== sha256) throw new Error(JSON.stringify(said));
    const megabyte = 1_000_000;
    return [
      { what: `a file of ${size / 1e9} GB in parts: sending`, value: sending, unit: "ms" },
      { what: "the same: hash of the whole, type, taking over", value: checking, unit: "ms" },
      { what: "the server's resident memory before", value: before / megabyte, unit: "MB" },
      { what: "the same at its highest", value: highest / megabyte, unit: "MB" },
      {
        what: `growth of the server's memory while a file of ${size / 1e9} GB came`,
        value: (highest - before) / megabyte,
        unit: "MB",
        budget: 150,
      },
    ];
  } finally {
    await server.stop();
    rmSync(server.dataDir, { recursive: true, force: true });
  }
}

/** Resident set of a process, in bytes. */
const resident = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1024;

await alone(import.meta.main, upload);
