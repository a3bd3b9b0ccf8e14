/** Addresses below a revision's; pages from 0 in code, from 1 in addresses. */
export const imageAt = (at: string, page: number, width: number) =>
  `${at}/pages/${page + 1}/image?width=${width}`;
export const tileAt = (at: string, page: number, zoom: number, column: number, row: number) =>
  `${at}/pages/${page + 1}/image?zoom=${zoom}&column=${column}&row=${row}`;
export const textAt = (at: string, page: number) => `${at}/pages/${page + 1}/text`;
export const findAt = (at: string, words: string) => `${at}/find?text=${encodeURIComponent(words)}`;
export const viewAt = (at: string, page: number, words?: string) =>
  `${at}/view?page=${page + 1}${words ? `&find=${encodeURIComponent(words)}` : ""}`;
