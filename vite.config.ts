import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import compileMessage from "icu-minify/compile";
import { defineConfig, type Plugin } from "vite";

/** Compiles the ICU messages of `messages/<locale>/<namespace>.json` at build time, so that no parser is sent to the browser. */
function catalogues(): Plugin {
  return {
    name: "frontstage-catalogues",
    enforce: "pre",
    transform(source, id) {
      const file = id.split("?")[0] ?? id;
      if (!/\/messages\/[a-z-]+\/[a-z-]+\.json$/.test(file)) return;
      const messages = JSON.parse(source) as Record<string, string>;
      const compiled = Object.fromEntries(
        Object.entries(messages).map(([key, message]) => [key, compileMessage(message)]),
      );
      return { code: `export default ${JSON.stringify(compiled)}`, map: null, moduleType: "js" };
    },
  };
}

export default defineConfig({
  plugins: [catalogues(), tailwindcss(), reactRouter()],
  environments: {
    // The server's own main file is the entry of the server build, so that every module exists once (ARCHITECTURE.md).
    ssr: { build: { rollupOptions: { input: "./src/server/main.ts" } } },
  },
});
