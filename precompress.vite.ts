import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/**
 * Writes every built script and style sheet beside itself as `.br` and `.gz`, squeezed as hard as can be: it is done once, and
 * a fifth less goes over a slow line than by squeezing each answer anew (docs/decisions/0070).
 */
export function precompressed(): Plugin {
  return {
    name: "frontstage-precompressed",
    apply: "build",
    applyToEnvironment: (environment) => environment.name === "client",
    writeBundle({ dir }) {
      if (!dir) return;
      const files = readdirSync(dir, { recursive: true, encoding: "utf8" });
      for (const file of files.filter((name) => /\.(js|css|svg)$/.test(name))) {
        const path = join(dir, file);
        const content = readFileSync(path);
        const most = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
        writeFileSync(`${path}.br`, brotliCompressSync(content, most));
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}
