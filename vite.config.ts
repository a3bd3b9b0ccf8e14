import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import { catalogues } from "./catalogues.vite.ts";
import { precompressed } from "./precompress.vite.ts";

export default defineConfig({
  plugins: [catalogues(), tailwindcss(), reactRouter(), precompressed()],
  build: { assetsInlineLimit: 0 },
  environments: {
    // In the browser nothing of ours works by merely being loaded, so a door that gives several things costs only what is used.
    client: {
      build: {
        rollupOptions: {
          treeshake: { moduleSideEffects: (id) => !/\/src\/.*\.tsx?$/.test(id) || /entry\.client/.test(id) },
          // What every screen shares is one file: fewer requests on a slow line, and small files compress badly.
          output: { codeSplitting: { groups: [{ name: "shared", test: /\/src\/(ui|platform|app)\// }] } },
        },
      },
    },
    // The server's own main file is the entry of the server build, so that every module exists once (ARCHITECTURE.md).
    ssr: { build: { rollupOptions: { input: "./src/server/main.ts" } } },
  },
});
