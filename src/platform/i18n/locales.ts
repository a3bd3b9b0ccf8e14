/** The languages of the screens, each named in itself. */
export const languages = { en: "English", fi: "Suomi" } as const;
export const locales: readonly string[] = Object.keys(languages);
export const defaultLocale = "en";

/** The best language for an Accept-Language header. */
export function localeFor(header: string | null): string {
  const wanted = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", quality] = part.trim().split(";q=");
      return { language: tag.slice(0, 2).toLowerCase(), quality: quality ? Number(quality) : 1 };
    })
    .sort((a, b) => b.quality - a.quality);
  return wanted.find(({ language }) => locales.includes(language))?.language ?? defaultLocale;
}
