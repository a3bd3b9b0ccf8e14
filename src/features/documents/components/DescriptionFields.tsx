import type { ReactNode } from "react";
import { type RefusalWords, useMessages } from "#platform/i18n/index.ts";
import { Select, TextField } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import type { Shelf } from "../model/categories.ts";
import { disciplines, documentLanguages } from "../model/lists.ts";
import { CategorySelect } from "./CategorySelect.tsx";
import { ValidityFields } from "./ValidityFields.tsx";

/** What describes a document: title, category, discipline, language. */
export function DescriptionFields(props: {
  refusal: RefusalWords;
  categories: readonly Shelf[];
  start?: {
    title: string;
    category: string;
    discipline: string | null;
    language: string | null;
    validUntil: string | null;
    responsible: { id: string } | null;
  };
  /** Who may be named as responsible: those who see the document. */
  people?: readonly { id: string; name: string; company: string }[];
  /** Each of several files has a title of its own. */
  withoutTitle?: boolean;
  /** What was typed before the field was taken away and came back. */
  typedTitle?: string | undefined;
}): ReactNode {
  const t = useMessages(documentMessages);
  const { refusal, start } = props;
  return (
    <>
      {!props.withoutTitle && (
        <TextField
          name="title"
          label={t("title")}
          hint={t("title-hint")}
          required
          maxLength={200}
          defaultValue={props.typedTitle ?? refusal.value("title", start?.title)}
          error={refusal.error("title")}
        />
      )}
      <CategorySelect refusal={refusal} categories={props.categories} start={start?.category} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          name="discipline"
          label={t("discipline")}
          optional={t("optional")}
          empty="–"
          options={disciplines.map((value) => ({ value, label: t(`discipline-${value}`) }))}
          defaultValue={refusal.value("discipline", start?.discipline) ?? ""}
          error={refusal.error("discipline")}
        />
        <Select
          name="language"
          label={t("language")}
          optional={t("optional")}
          empty="–"
          options={documentLanguages.map((value) => ({ value, label: t(`language-${value}`) }))}
          defaultValue={refusal.value("language", start?.language) ?? ""}
          error={refusal.error("language")}
        />
      </div>
      {props.people && <ValidityFields refusal={refusal} people={props.people} start={start} />}
    </>
  );
}
