import type { ReactNode } from "react";
import { Link } from "react-router";
import { useAudienceWords, useRoom } from "#features/rooms/components/index.ts";
import { useMessages } from "#platform/i18n/index.ts";
import { Disclosure, FilterBar, Select, TextField } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import type { Shelf } from "../model/categories.ts";
import { disciplines, documentLanguages, purposes, sorts, statuses } from "../model/lists.ts";
import { useCategoryWords } from "./words.ts";

/** Choices that are rarely made; shown at once when one of them is. */
const more = ["audience", "purpose", "discipline", "language", "responsible", "side", "valid"];

/** The register's filter, in the address: words, category (or a whole group), audience, state, order. */
export function RegisterFilters(props: {
  search: URLSearchParams;
  /** Who answers for some document that the reader sees. */
  people: readonly { id: string; name: string }[];
  categories: readonly Shelf[];
  /** How many documents of each category the other filters leave. */
  counts: Readonly<Record<string, number>>;
}): ReactNode {
  const { search, people, counts } = props;
  const t = useMessages(documentMessages);
  const words = useCategoryWords(props.categories);
  // Two levels to choose from, and how many there are; what would find nothing is left out, unless it is chosen.
  const held = (kinds: readonly { key: string }[]) =>
    kinds.reduce((sum, { key }) => sum + (counts[key] ?? 0), 0);
  const choices = props.categories.flatMap((shelf) => [
    { value: shelf.key, label: words(shelf.key), count: held(shelf.kinds) },
    ...shelf.kinds.map(({ key }) => ({ value: key, label: `– ${words(key)}`, count: counts[key] ?? 0 })),
  ]);
  const audienceWords = useAudienceWords();
  const { audiences } = useRoom();
  const value = (name: string) => search.get(name) ?? "";
  return (
    <FilterBar
      label={t("filter-label")}
      submit={t("filter")}
      clear={
        search.size > 0 && (
          <Link className="btn btn-quiet" to="?">
            {t("clear")}
          </Link>
        )
      }
    >
      <TextField type="search" name="text" label={t("search")} defaultValue={value("text")} maxLength={200} />
      <Select
        name="category"
        label={t("category")}
        empty={t("every-category")}
        defaultValue={value("category")}
        options={choices
          .filter((one) => one.count > 0 || one.value === value("category"))
          .map((one) => ({ value: one.value, label: `${one.label} (${one.count})` }))}
      />
      <Select
        name="status"
        label={t("status")}
        empty={t("every-status")}
        defaultValue={value("status")}
        options={statuses.map((key) => ({ value: key, label: t(`status-${key}`) }))}
      />
      <Select
        name="sort"
        label={t("sort")}
        defaultValue={value("sort") || "number"}
        options={sorts.map((key) => ({ value: key, label: t(`sort-${key}`) }))}
      />
      <Disclosure summary={t("filter-more")} open={more.some((name) => value(name) !== "")}>
        <div className="flex flex-wrap items-end gap-4">
          {audiences.length > 1 && (
            <Select
              name="audience"
              label={t("see")}
              empty={t("every-audience")}
              defaultValue={value("audience")}
              options={audiences.map((audience) => ({
                value: audience.id,
                label: audienceWords(audience).label,
              }))}
            />
          )}
          <Select
            name="purpose"
            label={t("purpose")}
            empty={t("every-purpose")}
            defaultValue={value("purpose")}
            options={purposes.map((key) => ({ value: key, label: t(`purpose-${key}`) }))}
          />
          <Select
            name="discipline"
            label={t("discipline")}
            empty={t("every-discipline")}
            defaultValue={value("discipline")}
            options={disciplines.map((key) => ({ value: key, label: t(`discipline-${key}`) }))}
          />
          <Select
            name="language"
            label={t("language")}
            empty={t("every-language")}
            defaultValue={value("language")}
            options={documentLanguages.map((key) => ({ value: key, label: t(`language-${key}`) }))}
          />
          {people.length > 0 && (
            <Select
              name="responsible"
              label={t("answers")}
              empty={t("every-answers")}
              defaultValue={value("responsible")}
              options={people.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <Select
            name="side"
            label={t("side")}
            empty={t("every-side")}
            defaultValue={value("side")}
            options={(["seller", "buyer", "partner"] as const).map((key) => ({
              value: key,
              label: t(`from-${key}`),
            }))}
          />
          <Select
            name="valid"
            label={t("valid")}
            empty={t("every-valid")}
            defaultValue={value("valid")}
            options={(["yes", "no"] as const).map((key) => ({ value: key, label: t(`valid-${key}`) }))}
          />
        </div>
      </Disclosure>
    </FilterBar>
  );
}
