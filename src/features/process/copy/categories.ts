import type { Category } from "../model/index.ts";

/** Room for what only the supplier sees between two kinds that everyone sees. */
const STEP = 1000;

/**
 * The kinds of a blueprint, each with its place. The places of what everyone sees are counted among themselves; the
 * supplier's own stand between them, so that no gap tells of one.
 */
export function categoryRows(categories: readonly Category[]) {
  let shared = 0;
  let own = 0;
  return categories.flatMap((shelf) =>
    shelf.kinds.map((kind) => {
      const internal = kind.audience === "seller";
      if (internal) own += 1;
      else {
        shared += 1;
        own = 0;
      }
      return {
        key: `${shelf.key}.${kind.key}`,
        audience: kind.audience,
        shelf: shelf.key,
        title: kind.title,
        shelf_title: shelf.title,
        position: shared * STEP + own,
      };
    }),
  );
}
