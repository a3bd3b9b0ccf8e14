declare module "virtual:catalogues" {
  import type { CompiledMessage } from "icu-minify/format";

  type Compiled = Record<string, CompiledMessage>;
  /** On the server: every catalogue by `<locale>/<namespace>`. In the browser: null. */
  export const all: Record<string, Compiled> | null;
  /** In the browser: fetches one catalogue. On the server: null. */
  export const load: ((name: string) => Promise<Compiled>) | null;
}
