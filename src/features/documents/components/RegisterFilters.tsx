import type { ReactNode } from "react";
import { Link } from "react-router";
import { useAudienceWords, useRoom } from "#features/rooms/components/index.ts";
import { useMessages } from "#platform/i18n/index.ts";
import { Disclosure, FilterBar, Select, TextField } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import type { Shelf } from "../model/categories.ts";
import { disciplines, documentLanguages, purposes, sorts, statuses } from "../model/lists.ts";
import { Fold } from "./Fold.tsx";
import { useCategoryWords } from "./words.ts";

/** Chosen when nothing is, and not worth a word. */
const usualOrder = "number";

/** One choice of the register: its name in the address, and what can be chosen. */
interface Choice {
  name: string;
  label: string;
  /** What stands where nothing is chosen; an order is always chosen. */
  empty?: string;
  options: { value: string; label: string }[];
}

/**
 * The register's filter, in the address: words, category (or a whole group), state, order, and under "More choices" what is chosen
 * rarely. On a phone it is put away behind a line that tells what is chosen.
 */
export function RegisterFilters(props: {
  search: URLSearchParams;
  /** Who answers for some document that the reader sees. */
  people: readonly { id: string; name: string }[];
  categories: readonly Shelf[];
  /** How many documents of each category the other filters leave. */
  counts: Readonly<Record<string, number>>;
}): ReactNode {
  const { search } = props;
  const t = useMessages(documentMessages);
  const words = useCategoryWords(props.categories);
  const { first, more } = useChoices(props);
  const value = (name: string) => search.get(name) ?? "";
  const select = ({ name, ...one }: Choice) => (
    <Select key={name} name={name} {...one} defaultValue={value(name) || (one.empty ? "" : usualOrder)} />
  );
  const text = value("text").trim();
  const chosen = [
    ...(text ? [t("quoted", { words: text })] : []),
    ...(value("category") ? [words(value("category"))] : []),
    ...[...first, ...more].flatMap(({ name, options }) =>
      name === "category"
        ? []
        : options
            .filter((one) => one.value === value(name) && one.value !== usualOrder)
            .map(({ label }) => label),
    ),
  ];
  const clear = chosen.length > 0 && (
    <Link className="btn btn-quiet" to="?">
      {t("clear")}
    </Link>
  );
  return (
    <Fold
      summary={chosen.length > 0 ? t("filter-chosen", { what: chosen.join(", ") }) : t("filter-fold")}
      reset={String(search)}
      beside={clear}
    >
      <FilterBar label={t("filter-label")} submit={t("filter")} clear={clear}>
        <TextField
          type="search"
          name="text"
          label={t("search")}
          defaultValue={value("text")}
          maxLength={200}
        />
        {first.map(select)}
        <Disclosure summary={t("filter-more")} open={more.some(({ name }) => value(name) !== "")}>
          <div className="flex flex-wrap items-end gap-4">{more.map(select)}</div>
        </Disclosure>
      </FilterBar>
    </Fold>
  );
}

function useChoices(props: Parameters<typeof RegisterFilters>[0]): { first: Choice[]; more: Choice[] } {
  const { search, people, counts } = props;
  const t = useMessages(documentMessages);
  const words = useCategoryWords(props.categories);
  const audienceWords = useAudienceWords();
  const { audiences } = useRoom();
  // Two levels to choose from, and how many there are; what would find nothing is left out, unless it is chosen.
  const held = (kinds: readonly { key: string }[]) =>
    kinds.reduce((sum, { key }) => sum + (counts[key] ?? 0), 0);
  const categories = props.categories
    .flatMap((shelf) => [
      { value: shelf.key, label: words(shelf.key), count: held(shelf.kinds) },
      ...shelf.kinds.map(({ key }) => ({ value: key, label: `– ${words(key)}`, count: counts[key] ?? 0 })),
    ])
    .filter((one) => one.count > 0 || one.value === search.get("category"))
    .map(({ value, label, count }) => ({ value, label: `${label} (${count})` }));
  const named = <T extends string>(keys: readonly T[], label: (key: T) => string) =>
    keys.map((key) => ({ value: key, label: label(key) }));
  const first: Choice[] = [
    { name: "category", label: t("category"), empty: t("every-category"), options: categories },
    {
      name: "status",
      label: t("status"),
      empty: t("every-status"),
      options: named(statuses, (key) => t(`status-${key}`)),
    },
    { name: "sort", label: t("sort"), options: named(sorts, (key) => t(`sort-${key}`)) },
  ];
  const more: Choice[] = [
    {
      name: "audience",
      label: t("see"),
      empty: t("every-audience"),
      options: audiences.map((one) => ({ value: one.id, label: audienceWords(one).label })),
    },
    {
      name: "purpose",
      label: t("purpose"),
      empty: t("every-purpose"),
      options: named(purposes, (key) => t(`purpose-${key}`)),
    },
    {
      name: "discipline",
      label: t("discipline"),
      empty: t("every-discipline"),
      options: named(disciplines, (key) => t(`discipline-${key}`)),
    },
    {
      name: "language",
      label: t("language"),
      empty: t("every-language"),
      options: named(documentLanguages, (key) => t(`language-${key}`)),
    },
    {
      name: "responsible",
      label: t("answers"),
      empty: t("every-answers"),
      options: people.map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      name: "side",
      label: t("side"),
      empty: t("every-side"),
      options: named(["seller", "buyer", "partner"] as const, (key) => t(`from-${key}`)),
    },
    {
      name: "valid",
      label: t("valid"),
      empty: t("every-valid"),
      options: named(["yes", "no"] as const, (key) => t(`valid-${key}`)),
    },
  ];
  // Nothing to choose between: one audience, or nobody who answers for anything.
  const idle = (one: Choice) =>
    (one.name === "audience" && one.options.length < 2) || one.options.length === 0;
  return { first, more: more.filter((one) => !idle(one)) };
}
