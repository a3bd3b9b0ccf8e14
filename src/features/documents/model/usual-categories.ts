import { bare, categoryWords, type Shelf, shelfOf } from "./categories.ts";

const plain = { internal: false, retired: false, version: 1 };

/**
 * The usual list: for rooms without a process and for blueprints that bring no categories. It is nowhere else. The words
 * of a category that a document came with and that its room does not have are here too.
 */
export const usualCategories: Shelf[] = [
  shelf("project", "Project", "Projekti", [
    ["background", "Background data", "Lähtötiedot"],
    ["minutes", "Minutes", "Pöytäkirjat"],
    ["schedule", "Schedules", "Aikataulut"],
    ["organisation", "Organisation", "Organisaatio"],
    ["correspondence", "Correspondence", "Kirjeenvaihto"],
  ]),
  shelf("technical", "Technical", "Tekniset", [
    ["specification", "Specifications", "Tekniset erittelyt"],
    ["description", "Process descriptions", "Prosessikuvaukset"],
    ["drawing", "Drawings", "Piirustukset"],
    ["data-sheet", "Data sheets", "Tekniset tietolehdet"],
    ["calculation", "Technical calculations", "Tekniset laskelmat"],
    ["test", "Tests and measurements", "Kokeet ja mittaukset"],
  ]),
  shelf("quality", "Quality and safety", "Laatu ja turvallisuus", [
    ["plan", "Quality plans", "Laatusuunnitelmat"],
    ["certificate", "Certificates", "Todistukset"],
    ["safety", "Safety", "Turvallisuus"],
    ["environment", "Environment", "Ympäristö"],
  ]),
  shelf("commercial", "Commercial", "Kaupalliset", [
    ["proposal", "Proposals", "Tarjoukset"],
    ["price-letter", "Price letters", "Hintakirjeet"],
    ["contract", "Contracts", "Sopimukset"],
    ["terms", "Terms", "Ehdot"],
  ]),
  shelf("delivery", "Delivery", "Toimitus", [
    ["manual", "Manuals", "Käyttöohjeet"],
    ["training", "Training", "Koulutus"],
    ["spare-parts", "Spare parts", "Varaosat"],
    ["installation", "Installation", "Asennus"],
  ]),
  shelf("material", "References and material", "Referenssit ja aineistot", [
    ["reference", "Reference cases", "Referenssit"],
    ["brochure", "Brochures", "Esitteet"],
    ["company", "Company information", "Yritystiedot"],
    ["video", "Videos", "Videot"],
  ]),
  shelf("other", "Other", "Muut", [["other", "Other documents", "Muut asiakirjat"]]),
];

function shelf(key: string, en: string, fi: string, kinds: [key: string, en: string, fi: string][]): Shelf {
  return {
    key,
    title: { en, fi },
    kinds: kinds.map(([kind, ...words]) => ({
      key: `${key}.${kind}`,
      title: { en: words[0], fi: words[1] },
      ...plain,
    })),
  };
}

/** A room's shelves, and of the categories in use also those that it does not have, last, in the usual words. */
export function withUsed(shelves: readonly Shelf[], used: Iterable<string>): Shelf[] {
  const all = shelves.map((one) => ({ ...one, kinds: [...one.kinds] }));
  for (const key of [...new Set(used)].sort()) {
    const on = shelfOf(key);
    const usual = usualCategories.find((one) => one.key === on);
    let place = all.find((one) => one.key === on);
    if (!place) {
      place = { key: on, title: usual?.title ?? bare(on), kinds: [] };
      all.push(place);
    }
    if (!place.kinds.some((kind) => kind.key === key))
      place.kinds.push(usual?.kinds.find((kind) => kind.key === key) ?? { key, title: bare(key), ...plain });
  }
  return all;
}

/** Words for any category that something of a room may have, for what is made on the server. */
export function everyCategoryWords(shelves: readonly Shelf[], locale: string): (key: string) => string {
  const usual = usualCategories.flatMap(({ kinds }) => kinds.map(({ key }) => key));
  return categoryWords(withUsed(shelves, usual), locale);
}
