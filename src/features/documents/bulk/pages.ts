import type { z } from "zod";
import type { Actor } from "#platform/database/index.ts";
import { run } from "#platform/operations/index.ts";
import { type ListedDocument, listDocuments } from "../queries/list.ts";

/** How many documents of one file; whoever has more filters. */
const most = 5000;

export type Filters = Omit<z.input<typeof listDocuments.input>, "room" | "cursor" | "limit">;

/**
 * The register page by page, each read as the actor in a transaction of its own, so that no slow download holds one open.
 * The first page is asked for at once: a refusal is an answer of its own.
 */
export async function registerPages(
  actor: Actor,
  room: string,
  filters: Filters,
): Promise<AsyncGenerator<ListedDocument>> {
  const page = (cursor?: string) => run(listDocuments, actor, { ...filters, room, cursor, limit: 100 });
  const first = await page();
  return (async function* () {
    let given = 0;
    for (let now = first; ; ) {
      for (const document of now.documents) {
        yield document;
        given += 1;
        if (given >= most) return;
      }
      if (!now.next) return;
      now = await page(now.next);
    }
  })();
}

/** The filters of an address; those that are none are left out rather than refused. `document` may stand several times. */
export function filtersOf(search: URLSearchParams): Filters {
  const shape = listDocuments.input.shape;
  const usable = [...search].filter(
    ([name, value]) =>
      value !== "" &&
      !["room", "cursor", "limit"].includes(name) &&
      name in shape &&
      shape[name as keyof typeof shape].safeParse(value).success,
  );
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  const chosen = search.getAll("document").filter((id) => uuid.test(id));
  return {
    ...Object.fromEntries(usable),
    ...(chosen.length > 0 && { chosen: chosen.slice(0, 1000).join(",") }),
  };
}
