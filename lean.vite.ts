import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/**
 * Parts that the build would send to every browser although nothing here uses them (docs/decisions/0071). Each is replaced by
 * functions that do nothing, which is what the real ones do when the feature is off: React Router's discovery of routes
 * (`routeDiscovery` is "initial"), its page for a root that is still loading, its hooks for tracing (none is given), and Vite's
 * preloading of what a dynamic import needs (there is one style sheet, and catalogues import nothing). The names are checked: a new version that adds one stops the build.
 */
const unused: { file: RegExp; names: string[] }[] = [
  {
    file: /react-router\/dist\/production\/lib\/dom\/ssr\/fog-of-war\.js$/,
    names: [
      "URL_LIMIT",
      "getManifestPath",
      "getPartialManifest",
      "getPatchRoutesOnNavigationFunction",
      "getPathsWithAncestors",
      "handleClientVersionMismatch",
      "isFogOfWarEnabled",
      "useFogOFWarDiscovery",
    ],
  },
  // What is shown while the root screen waits for a loader of the browser's own: there is none.
  {
    file: /react-router\/dist\/production\/lib\/dom\/ssr\/fallback\.js$/,
    names: ["RemixRootDefaultHydrateFallback"],
  },
  {
    file: /react-router\/dist\/production\/lib\/router\/instrumentation\.js$/,
    names: [
      "consumeInstrumentationClientResultMetaReceiver",
      "getRouteInstrumentationUpdates",
      "instrumentClientSideRouter",
      "instrumentHandler",
      "instrumentationResultMetaContext",
    ],
  },
];

/**
 * What React and its router say to developers in a browser's console: on its last error page, which stands where not even ours could be
 * made, of parts that did not load or render (the fault itself is still told), of what `meta` gives, and of addresses in the program.
 */
const advice = [
  {
    file: /react-router\/dist\/production\/lib\/dom\/ssr\/errorBoundaries\.js$/,
    text: /(?<=__html: )`[^`]*console\.log\([^`]*`/,
    by: '""',
  },
  {
    file: /react-router\/dist\/production\/lib\/dom\/ssr\/routeModules\.js$/,
    text: /console\.error\(`Error loading route module[^\n]*\n/,
    by: "",
  },
  {
    file: /react-router\/dist\/production\/lib\/dom\/ssr\/components\.js$/,
    text: /console\.warn\(`A meta object uses an invalid tagName[^\n]*\n/,
    by: "",
  },
  {
    file: /react-router\/dist\/production\/lib\/hooks\.js$/,
    text: /"React Router caught the following error during render", /,
    by: "",
  },
  {
    file: /react-router\/dist\/production\/lib\/components\.js$/,
    text: /warning\(locationContext != null, `[^`]*`\);/,
    by: "",
  },
  {
    file: /react-router\/dist\/production\/lib\/router\/utils\.js$/,
    text: /warning\(false, `<Link to=[^\n]*\n/,
    by: "",
  },
  {
    file: /react-router\/dist\/production\/lib\/dom\/lib\.js$/,
    text: /warning\(false, `Failed to save scroll positions[^\n]*\n/,
    by: "",
  },
  {
    file: /react-router\/dist\/production\/lib\/dom-export\/hydrated-router\.js$/,
    text: /(?<=")You must be using the SSR features[^"]*(?=")/,
    by: "not rendered by the server",
  },
  {
    file: /scheduler\/cjs\/scheduler\.production\.js$/,
    text: /(?<=")forceFrameRate takes a positive int[^"]*(?=")/,
    by: "forceFrameRate",
  },
];

const preloadHelper = "\0vite/preload-helper.js";

export function lean(): Plugin {
  return {
    name: "frontstage-lean",
    enforce: "pre",
    apply: "build",
    applyToEnvironment: (environment) => environment.name === "client",
    load(id) {
      if (id === preloadHelper) return "export const __vitePreload = (load) => load();";
      const said = advice.find(({ file }) => file.test(id));
      if (said) {
        const code = readFileSync(id, "utf8");
        if (!said.text.test(code)) this.error(`${id} says nothing to developers any more (lean.vite.ts).`);
        return code.replace(said.text, said.by);
      }
      const part = unused.find(({ file }) => file.test(id));
      if (!part) return;
      const names = exportedNames(readFileSync(id, "utf8"));
      if (names.join() !== part.names.join())
        this.error(
          `${id} exports ${names.join(", ")}: look again whether it may be left out (lean.vite.ts).`,
        );
      return names.map((name) => `export const ${name} = () => undefined;`).join("\n");
    },
  };
}

const exportedNames = (code: string): string[] =>
  (/^export \{([^}]*)\}/m.exec(code)?.[1] ?? "")
    .split(",")
    .map((name) => name.trim().split(" as ").at(-1) ?? "")
    .filter(Boolean)
    .sort();
