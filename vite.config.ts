import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import { catalogues } from "./catalogues.vite.ts";
import { lean } from "./lean.vite.ts";
import { precompressed } from "./precompress.vite.ts";

// The text search of the viewer, in platform/pages, is loaded with the viewer alone.
const ours = /\/src\/(ui|platform(?!\/pages)|app)\//;
/** Parts that only forms and long lists need: a room's overview, which most visits begin with, does without. */
const seldom =
  /\/src\/(ui\/(Choices|Crumbs|DateField|DefinitionList|Dialog|EditForm|ErrorSummary|Field|FileField|FilterBar|MoneyField|Pagination|PeopleList|Select|SubmitButton|SubNav|Table|TextField|Timeline)|platform\/(money|grouped|i18n\/refusal)|app\/api-guide)\.tsx?/;
/** React and its router: in one file they are a good kilobyte smaller, and an upgrade of ours leaves it in the browser's cache. */
const react = /\/node_modules\/(react|react-dom|scheduler|react-router|icu-minify)\//;
/** What the overview and the first screens are made of. */
const overview =
  /\/src\/features\/(overview\/(components\/(NextMeeting|WaitingList|spoken|use)|messages)|activity\/(components\/EntryWords|messages)|rooms\/components\/(AudienceRuns|useAudienceWords|useRoom))/;

/** Small parts that stand on most screens of documents: one file each, so that the map of routes, which names files, stays small. */
const labels = /\/src\/features\/documents\/(label-messages|components\/labels)\.ts/;
const readers = /\/src\/features\/rooms\/(who-reads\.ts|components\/(WhoSees|AudienceChoice)\.tsx)/;

/** How long each plug-in took is of no use to whoever builds; all other warnings stay. */
const quiet = { bundlerTimings: false };

export default defineConfig({
  plugins: [catalogues(), lean(), tailwindcss(), reactRouter(), precompressed()],
  build: {
    assetsInlineLimit: 0,
    // A server that runs may be asked for its parts while the next version is built, and an open page after it has started.
    emptyOutDir: false,
  },
  environments: {
    // In the browser nothing of ours works by merely being loaded, so a door that gives several things costs only what is used.
    client: {
      build: {
        rollupOptions: {
          checks: quiet,
          treeshake: { moduleSideEffects: (id) => !/\/src\/.*\.tsx?$/.test(id) || /entry\.client/.test(id) },
          // What every screen shares is one file, what forms and lists need beyond it another: fewer requests on a slow line, and
          // small files compress badly.
          output: {
            codeSplitting: {
              groups: [
                { name: "react", test: react, priority: 4 },
                {
                  name: "shared",
                  test: (id) => overview.test(id) || (ours.test(id) && !seldom.test(id)),
                  priority: 3,
                },
                { name: "forms", test: (id) => ours.test(id) && !/api-guide/.test(id), priority: 2 },
                { name: "labels", test: labels, priority: 1 },
                { name: "readers", test: readers, priority: 1 },
              ],
            },
          },
        },
      },
    },
    // The server's own main file is the entry of the server build, so that every module exists once (ARCHITECTURE.md).
    ssr: { build: { rollupOptions: { checks: quiet, input: "./src/server/main.ts" } } },
  },
});
