import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import { catalogues } from "./catalogues.vite.ts";

export default defineConfig({
  plugins: [catalogues(), tailwindcss(), reactRouter()],
  build: { assetsInlineLimit: 0 },
  environments: {
    // The server's own main file is the entry of the server build, so that every module exists once (ARCHITECTURE.md).
    ssr: { build: { rollupOptions: { input: "./src/server/main.ts" } } },
  },
});
