import type { ReactNode } from "react";
import { Link } from "react-router";
import { useAudienceWords, useRoom } from "#features/rooms/components/index.ts";
import { useMessages } from "#platform/i18n/index.ts";
import { FilterBar, Select, TextField } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import { categories, categoryGroups, sorts, states } from "../model/lists.ts";
import { useCategoryWords } from "./words.ts";

/** The register's filter, in the address: words, category (or a whole group), audience, state, order. */
export function RegisterFilters({ search }: { search: URLSearchParams }): ReactNode {
  const t = useMessages(documentMessages);
  const words = useCategoryWords();
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
        options={categoryGroups.flatMap((group) => [
          { value: group, label: words(group) },
          ...categories[group].map((kind) => {
            const key = `${group}.${kind}` as Parameters<typeof words>[0];
            return { value: key, label: `– ${words(key)}` };
          }),
        ])}
      />
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
        name="state"
        label={t("state")}
        empty={t("every-state")}
        defaultValue={value("state")}
        options={states.map((key) => ({ value: key, label: t(`state-${key}`) }))}
      />
      <Select
        name="sort"
        label={t("sort")}
        defaultValue={value("sort") || "number"}
        options={sorts.map((key) => ({ value: key, label: t(`sort-${key}`) }))}
      />
    </FilterBar>
  );
}
