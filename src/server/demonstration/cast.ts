/** Somebody of the demonstration. `key` is how the stories call them. */
export interface CastMember {
  key: string;
  name: string;
  title: string;
  email: string;
  phone: string;
  company: string;
  locale: "en" | "fi";
}

export const supplier = "Northmill Systems";
const riverside = "Riverside Paper";
const kotka = "Kotka Board";
const consultancy = "Mill Advice Partners";

const person = (
  key: string,
  name: string,
  title: string,
  company: string,
  locale: "en" | "fi" = "en",
): CastMember => {
  const address = name
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^a-z ]/g, "")
    .replaceAll(" ", ".");
  const domain = `${company.toLowerCase().replaceAll(" ", "-")}.example`;
  const number =
    [...key].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_000_000, 17) + 1_000_000;
  return {
    key,
    name,
    title,
    email: `${address}@${domain}`,
    phone: `+358 40 ${String(number).slice(0, 3)} ${String(number).slice(3)}`,
    company,
    locale,
  };
};

/** The supplier's people; the first takes the deployment as its owner. */
export const staff: CastMember[] = [
  person("hanna", "Hanna Virtanen", "Sales Director", supplier),
  person("petri", "Petri Salonen", "Sales Manager, Paper and Board", supplier),
  person("outi", "Outi Laaksonen", "Paper Technology Manager", supplier, "fi"),
  person("mikael", "Mikael Lindqvist", "Contract Manager", supplier),
  person("jenni", "Jenni Korhonen", "Application Engineer", supplier, "fi"),
  person("tuomas", "Tuomas Heikkilä", "Pricing Engineer", supplier, "fi"),
  person("riikka", "Riikka Niemi", "Sales Coordinator", supplier, "fi"),
  person("anders", "Anders Holm", "Project Manager", supplier),
  person("sanna", "Sanna Rantala", "Project Engineer", supplier, "fi"),
  person("eero", "Eero Mattila", "Sales Manager, Mill Services", supplier, "fi"),
  person("laura", "Laura Peltonen", "Service Manager", supplier, "fi"),
  person("kimmo", "Kimmo Aalto", "Customer Success Manager", supplier, "fi"),
  person("mari", "Mari Lehtonen", "Business Unit Director", supplier, "fi"),
];

/** The customers' people and the consultants. */
export const guests: CastMember[] = [
  person("margaret", "Margaret Ellis", "Head of Purchasing", riverside),
  person("david", "David Okafor", "Process Engineer", riverside),
  person("helen", "Helen Price", "Mill Manager", riverside),
  person("tom", "Tom Whitaker", "Maintenance Manager", riverside),
  person("priya", "Priya Nair", "Finance Controller", riverside),
  person("juhani", "Juhani Mäkelä", "Hankintapäällikkö", kotka, "fi"),
  person("kaisa", "Kaisa Nurmi", "Prosessi-insinööri", kotka, "fi"),
  person("timo", "Timo Saarinen", "Tehtaanjohtaja", kotka, "fi"),
  person("elina", "Elina Koskela", "Automaatiopäällikkö", kotka, "fi"),
  person("veikko", "Veikko Laine", "Kunnossapitopäällikkö", kotka, "fi"),
  person("carl", "Carl Bergström", "Senior Consultant", consultancy),
  person("ingrid", "Ingrid Dahl", "Consulting Engineer", consultancy),
];

/** The companies as the supplier knows them. */
export const companies = [
  {
    name: riverside,
    kind: "customer",
    industry: "Paper",
    size: "large",
    country: "GB",
    group: "Riverside Group",
  },
  { name: kotka, kind: "customer", industry: "Board", size: "large", country: "FI", group: "" },
  {
    name: consultancy,
    kind: "consultant",
    industry: "Engineering",
    size: "medium",
    country: "SE",
    group: "",
  },
] as const;
