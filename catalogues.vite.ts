import { readdirSync } from "node:fs";
import { join } from "node:path";
import compileMessage from "icu-minify/compile";
import type { Plugin } from "vite";

const virtual = "virtual:catalogues";

/**
 * The translation catalogues `messages/<locale>/<namespace>.json`: ICU messages, compiled at build time so that no
 * parser is sent to the browser. `virtual:catalogues` gives the server all of them, and the browser a loader for the
 * one language and the namespaces of the screen it shows.
 */
export function catalogues(): Plugin {
  return {
    name: "frontstage-catalogues",
    enforce: "pre",
    resolveId: (id) => (id === virtual ? `\0${virtual}` : undefined),
    load(id) {
      if (id !== `\0${virtual}`) return;
      const files = readdirSync("messages").flatMap((locale) =>
        readdirSync(join("messages", locale))
          .filter((file) => file.endsWith(".json"))
          .map((file) => `${locale}/${file.replace(/\.json$/, "")}`),
      );
      if (this.environment.name === "client") {
        const entries = files.map(
          (name) => `${JSON.stringify(name)}: () => import("/messages/${name}.json")`,
        );
        return `const files = { ${entries.join(",\n")} };\nexport const all = null;\nexport const load = async (name) => (await files[name]?.())?.default ?? {};`;
      }
      const imports = files.map((name, index) => `import m${index} from "/messages/${name}.json";`);
      const entries = files.map((name, index) => `${JSON.stringify(name)}: m${index}`);
      return `${imports.join("\n")}\nexport const all = { ${entries.join(", ")} };\nexport const load = null;`;
    },
    transform(source, id) {
      if (!/\/messages\/[a-z-]+\/[a-z-]+\.json$/.test(id.split("?")[0] ?? id)) return;
      const messages = JSON.parse(source) as Record<string, string>;
      const compiled = Object.fromEntries(
        Object.entries(messages).map(([key, message]) => [key, compileMessage(message)]),
      );
      return { code: `export default ${JSON.stringify(compiled)}`, map: null, moduleType: "js" };
    },
  };
}
