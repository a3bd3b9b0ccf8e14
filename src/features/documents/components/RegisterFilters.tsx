import type { ReactNode } from "react";
import { Link } from "react-router";
import { useAudienceWords, useRoom } from "#features/rooms/components/index.ts";
import { useMessages } from "#platform/i18n/index.ts";
import { Disclosure, FilterBar, Select, TextField } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import {
  categories,
  categoryGroups,
  disciplines,
  documentLanguages,
  purposes,
  sorts,
  statuses,
} from "../model/lists.ts";
import { useCategoryWords } from "./words.ts";

/** Choices that are rarely made; shown at once when one of them is. */
const more = ["purpose", "discipline", "language", "responsible", "side", "valid"];

/** The register's filter, in the address: words, category (or a whole group), audience, state, order. */
export function RegisterFilters(props: {
  search: URLSearchParams;
  /** Who answers for some document that the reader sees. */
  people: readonly { id: string; name: string }[];
}): ReactNode {
  const { search, people } = props;
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
