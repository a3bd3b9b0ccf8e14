import { type ReactNode, useEffect, useState } from "react";
import { Form, Link } from "react-router";
import { AudienceChoice, type ChosenAudience } from "#features/rooms/components/index.ts";
import { titleFrom, useFiles } from "#features/uploads/components/index.ts";
import { type RefusalWords, useMessages } from "#platform/i18n/index.ts";
import { ErrorSummary, Notice, SubmitButton, TextArea } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import { FileChoice } from "./FileChoice.tsx";

/** What a refused form with files says beside its words: the plain file that was kept, and what became of each sent in parts. */
interface RefusedFiles {
  kept: Parameters<typeof FileChoice>[0]["kept"];
  added?: readonly string[];
  wrong?: Parameters<typeof FileChoice>[0]["wrong"];
}

/** How the common fields stand beside the files: with several, each has its own title. */
export interface FieldsBeside {
  withoutTitle: boolean;
  typedTitle: string | undefined;
}

/**
 * What brings a file into the register, or several: who will see it, the file, what else is asked (`children`), a note. Without
 * scripts a plain form; with them files are sent in parts while the rest is filled in, and the form waits for them.
 */
export function FileForm(props: {
  room: string;
  refusal: RefusalWords;
  refused: RefusedFiles | undefined;
  given: {
    audiences: readonly ChosenAudience[];
    /** Offered to begin with. */
    audience?: string | undefined;
    unfinished: Parameters<typeof useFiles>[0]["unfinished"];
    maxMegabytes: number;
    key: string;
  };
  /** Several files become several things. */
  several?: boolean;
  submit: (count: number) => string;
  back: { to: string; label: string };
  children?: (beside: FieldsBeside) => ReactNode;
}) {
  const t = useMessages(documentMessages);
  const { refusal, refused, given, back } = props;
  const added = refused?.added ?? [];
  const files = useFiles({
    room: props.room,
    limit: given.maxMegabytes * 1_000_000,
    unfinished: given.unfinished,
    added,
  });
  const many = files.items.length > 1;
  // What was typed as the one title is the first file's when more are added; an empty one begins with the file's name.
  const [title, setTitle] = useState<string>();
  const [only] = files.items;
  const name = only?.name;
  useEffect(() => {
    const field = document.querySelector<HTMLInputElement>("input[name=title]");
    if (name && field && !field.value) field.value = titleFrom(name);
  }, [name]);
  return (
    <Form
      method="post"
      encType="multipart/form-data"
      // Files that are on their way outlive a refusal only on a page that stays.
      reloadDocument={files.items.length === 0}
      onSubmit={files.onSubmit}
      onChange={({ target }) => {
        if (target instanceof HTMLInputElement && target.name === "title") setTitle(target.value);
      }}
      className="form"
    >
      <ErrorSummary {...refusal.summary} />
      {added.length > 0 && (
        <Notice tone="success" live>
          {t("added-some", { done: added.length })}
        </Notice>
      )}
      <input type="hidden" name="idempotencyKey" value={given.key} />
      <AudienceChoice
        label={t("who")}
        audiences={given.audiences}
        defaultValue={refusal.value("audience", given.audience)}
        error={refusal.error("audience")}
      >
        <div className="form">
          <FileChoice
            files={files}
            refusal={refusal}
            kept={refused?.kept}
            maxMegabytes={given.maxMegabytes}
            several={props.several ?? false}
            wrong={refused?.wrong}
            firstTitle={title}
          />
          {many && <p className="text-muted">{t("several-titles")}</p>}
          {props.children?.({ withoutTitle: many, typedTitle: title })}
          <TextArea
            name="note"
            label={t("note")}
            optional={t("optional")}
            rows={2}
            maxLength={2000}
            defaultValue={refusal.value("note")}
            error={refusal.error("note")}
          />
        </div>
      </AudienceChoice>
      <div className="actions">
        <SubmitButton>{props.submit(files.items.length)}</SubmitButton>
        <Link className="btn btn-quiet" to={back.to}>
          {back.label}
        </Link>
      </div>
    </Form>
  );
}
