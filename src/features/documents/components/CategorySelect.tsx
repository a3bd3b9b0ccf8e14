import type { ReactNode } from "react";
import { type RefusalWords, useMessages } from "#platform/i18n/index.ts";
import { Select } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import type { Shelf } from "../model/categories.ts";
import { useCategoryOptions } from "./words.ts";

/** The category of a document, under the words of its shelf; one that is not among those to choose from is chosen anew. */
export function CategorySelect(props: {
  refusal: RefusalWords;
  categories: readonly Shelf[];
  start?: string | undefined;
  hint?: string;
}): ReactNode {
  const { refusal, start, hint } = props;
  const t = useMessages(documentMessages);
  const options = useCategoryOptions(props.categories, start);
  const known = options.some(({ value }) => value === start) ? start : undefined;
  return (
    <Select
      name="category"
      label={t("category")}
      hint={hint}
      required
      empty={t("choose")}
      options={options}
      defaultValue={refusal.value("category", known) ?? ""}
      error={refusal.error("category")}
    />
  );
}
