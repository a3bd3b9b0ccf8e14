/** What is read on a screen, by language. */
export type Words = Readonly<Record<string, string>>;

/** A kind of document (`technical.drawing`), the second level. */
export interface Kind {
  /** `shelf.kind` */
  key: string;
  title: Words;
  /** The supplier's own: only for what nobody but the supplier's team sees, and known to nobody else. */
  internal: boolean;
  /** What has it keeps it; it is given to nothing any more. */
  retired: boolean;
  version: number;
}

/** The first level: where people of the field look for a project's papers. */
export interface Shelf {
  key: string;
  title: Words;
  kinds: Kind[];
}

/** The shelf that a kind stands on: `technical` of `technical.drawing`. */
export const shelfOf = (category: string): string => category.split(".")[0] ?? category;

/** Words of a key that no list has: the key, readable. */
export const bare = (key: string): Words => {
  const text = (key.split(".").at(-1) ?? key).replaceAll("-", " ");
  return { en: text.charAt(0).toUpperCase() + text.slice(1) };
};

/** A category (`technical.drawing`) or a shelf (`technical`) in a reader's words. */
export function categoryWords(shelves: readonly Shelf[], locale: string): (key: string) => string {
  const all = new Map<string, Words>();
  for (const one of shelves) {
    all.set(one.key, one.title);
    for (const kind of one.kinds) all.set(kind.key, kind.title);
  }
  return (key) => {
    const title = all.get(key) ?? bare(key);
    return title[locale] ?? title.en ?? Object.values(title)[0] ?? key;
  };
}

/** Whether a category can be given to something. */
export const isOffered = (shelves: readonly Shelf[], category: string): boolean =>
  shelves.some(({ kinds }) => kinds.some(({ key, retired }) => key === category && !retired));

/** The categories that others than the supplier's team may know. */
export const forAll = (shelves: readonly Shelf[]): Shelf[] =>
  shelves.map((shelf) => ({ ...shelf, kinds: shelf.kinds.filter(({ internal }) => !internal) }));
