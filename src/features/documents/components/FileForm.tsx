import { type ReactNode, useEffect, useState } from "react";
import { Form, Link } from "react-router";
import { AudienceChoice, byCompany, type ChosenAudience, useRoom } from "#features/rooms/components/index.ts";
import { RefusedFiles, titleFrom, useFiles } from "#features/uploads/components/index.ts";
import { type RefusalWords, useFormat, useMessages } from "#platform/i18n/index.ts";
import { ErrorSummary, Notice, SubmitButton, TextArea } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import { FileChoice } from "./FileChoice.tsx";

/** What a refused form with files says beside its words: the plain file that was kept, and what became of each sent in parts. */
interface Refused {
  fields?: Record<string, { code: string }>;
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
  refused: Refused | undefined;
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
  /** What the note is called. */
  noteLabel: string;
  back: { to: string; label: string };
  children?: (beside: FieldsBeside) => ReactNode;
}) {
  const t = useMessages(documentMessages);
  const format = useFormat();
  const { refusal, refused, given, back } = props;
  const added = refused?.added ?? [];
  const files = useFiles({
    room: props.room,
    limit: given.maxMegabytes * 1_000_000,
    unfinished: given.unfinished,
    added,
  });
  const many = files.items.length > 1;
  // A file that was not accepted becomes nothing.
  const counted = files.items.filter((item) => item.state !== "refused").length;
  const { me } = useRoom();
  const [chosen, setChosen] = useState(() =>
    given.audiences.find((one) => one.id === refusal.value("audience", given.audience)),
  );
  const shownTo = chosen
    ? byCompany(chosen.people, me.id).flatMap(([company, people]) =>
        company && !people.some((person) => person.id === me.id) ? [company] : [],
      )
    : [];
  // What was typed as the one title is the first file's when more are added; an empty one begins with the file's name.
  const [title, setTitle] = useState<string>();
  const [only] = files.items;
  const name = only?.name;
  const path = only?.path;
  useEffect(() => {
    const field = document.querySelector<HTMLInputElement>("input[name=title]");
    if (name && field && !field.value) field.value = titleFrom(path ?? name);
  }, [name, path]);
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
      <ErrorSummary
        {...refusal.summary}
        labels={{
          audience: t("who"),
          file: t("file"),
          upload: t("file"),
          title: t("title"),
          category: t("category"),
          validUntil: t("valid-until"),
          note: props.noteLabel,
        }}
      />
      {added.length > 0 && (
        <Notice tone="success" live>
          {t("added-some", { done: added.length })}
        </Notice>
      )}
      <input type="hidden" name="idempotencyKey" value={given.key} />
      <AudienceChoice
        label={t("who")}
        allNames
        onChosen={setChosen}
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
            same={refused?.fields?.upload?.code === "document-same-content"}
            firstTitle={title}
          />
          {many && <p className="text-muted">{t("several-titles")}</p>}
          {props.children?.({ withoutTitle: many, typedTitle: title })}
          <TextArea
            name="note"
            label={props.noteLabel}
            optional={t("optional")}
            rows={2}
            maxLength={2000}
            defaultValue={refusal.value("note")}
            error={refusal.error("note")}
          />
        </div>
      </AudienceChoice>
      <RefusedFiles files={files} />
      <div className="actions">
        <SubmitButton>
          {shownTo.length > 0
            ? t("submit-shown", { submit: props.submit(counted), companies: format.list(shownTo) })
            : props.submit(counted)}
        </SubmitButton>
        <Link className="btn btn-quiet" to={back.to}>
          {back.label}
        </Link>
      </div>
    </Form>
  );
}
