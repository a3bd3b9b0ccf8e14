import type { ReactNode } from "react";
import { Form } from "react-router";
import { useAudienceWords, useRoom } from "#features/rooms/components/index.ts";
import { type RefusalWords, useMessages, useReading, useRefusal } from "#platform/i18n/index.ts";
import { languages } from "#platform/i18n/locales.ts";
import {
  Backstage,
  Button,
  Checkbox,
  Disclosure,
  EditForm,
  ErrorSummary,
  StateMark,
  SubmitButton,
  TextField,
} from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import type { Kind, Shelf, Words } from "../model/categories.ts";

/** The categories of the room, each with the form that changes it: for the supplier's lead. */
export function Categories({ shelves, answer }: { shelves: readonly Shelf[]; answer: unknown }): ReactNode {
  const t = useMessages(documentMessages);
  const { locale } = useReading();
  return (
    <div className="grid gap-6">
      {shelves.map((shelf) => (
        <section key={shelf.key} aria-labelledby={`shelf-${shelf.key}`}>
          <h3 id={`shelf-${shelf.key}`} className="font-semibold">
            <TwoNames title={shelf.title} locale={locale} />
          </h3>
          <ul>
            {shelf.kinds.map((kind) => (
              <li key={`${kind.key} ${kind.version}`}>
                <OneKind kind={kind} answer={answer} />
              </li>
            ))}
          </ul>
          <div className="flex flex-wrap items-start gap-x-6">
            <NewKind shelf={shelf.key} answer={answer} />
            <ShelfName shelf={shelf} answer={answer} />
          </div>
        </section>
      ))}
      <NewKind answer={answer} summary={t("category-shelf-add")} />
    </div>
  );
}

/** As the reader reads it, and quietly in the other languages. */
function TwoNames({ title, locale }: { title: Words; locale: string }): ReactNode {
  const first = title[locale] ?? title.en;
  const others = Object.entries(title).filter(([language, words]) => language !== locale && words !== first);
  return (
    <>
      {first}{" "}
      {others.map(([language, words]) => (
        <span key={language} lang={language} className="text-sm text-muted font-normal">
          {words}{" "}
        </span>
      ))}
    </>
  );
}

function OneKind({ kind, answer }: { kind: Kind; answer: unknown }): ReactNode {
  const t = useMessages(documentMessages);
  const { locale } = useReading();
  const { audiences } = useRoom();
  const audienceWords = useAudienceWords();
  const intent = `kind:${kind.key}`;
  const refusal = useRefusal(answer, [documentMessages], intent);
  const team = kind.internal && audiences.find((one) => one.kind === "seller");
  const line = (
    <Disclosure
      open={refusal.summary.title !== ""}
      summary={
        <span className={kind.retired ? "text-muted" : undefined}>
          <TwoNames title={kind.title} locale={locale} />
          {kind.retired && <StateMark state="dropped" label={t("category-retired")} />}
        </span>
      }
    >
      <EditForm
        version={kind.version}
        refusal={refusal}
        send={{ name: "intent", value: intent }}
        fields={Object.fromEntries(
          Object.entries(languages).map(([language, name]) => [`title.${language}`, name]),
        )}
      >
        <input type="hidden" name="intent" value={intent} />
        <Names name="title" of={kind.key} start={kind.title} refusal={refusal} />
        <div className="actions">
          <SubmitButton>{t("category-save")}</SubmitButton>
          <Button look="quiet" name="retired" value={kind.retired ? "false" : "true"}>
            {t(kind.retired ? "category-offer" : "category-retire")}
          </Button>
        </div>
        {!kind.retired && <p className="text-sm text-muted">{t("category-retire-hint")}</p>}
      </EditForm>
    </Disclosure>
  );
  return team ? (
    <Backstage shape="row" {...audienceWords(team)}>
      {line}
    </Backstage>
  ) : (
    line
  );
}

function ShelfName({ shelf, answer }: { shelf: Shelf; answer: unknown }): ReactNode {
  const t = useMessages(documentMessages);
  const intent = `shelf:${shelf.key}`;
  const refusal = useRefusal(answer, [documentMessages], intent);
  return (
    <Disclosure
      key={JSON.stringify(shelf.title)}
      open={refusal.summary.title !== ""}
      summary={t("category-shelf-rename")}
    >
      <Form method="post" className="form" preventScrollReset>
        <ErrorSummary {...refusal.summary} />
        <input type="hidden" name="intent" value={intent} />
        {Object.keys(languages).map((language) => (
          <input
            key={language}
            type="hidden"
            name={`before.${language}`}
            value={shelf.title[language] ?? shelf.title.en ?? ""}
          />
        ))}
        <Names name="title" of={shelf.key} start={shelf.title} refusal={refusal} />
        <div className="actions">
          <SubmitButton>{t("category-save")}</SubmitButton>
        </div>
      </Form>
    </Disclosure>
  );
}

/** A further category on a shelf, or the first one on a new shelf. */
function NewKind(props: { shelf?: string; answer: unknown; summary?: string }): ReactNode {
  const t = useMessages(documentMessages);
  const intent = `add:${props.shelf ?? ""}`;
  const refusal = useRefusal(props.answer, [documentMessages], intent);
  return (
    <Disclosure open={refusal.summary.title !== ""} summary={props.summary ?? t("category-add")}>
      <Form method="post" className="form" preventScrollReset>
        <ErrorSummary {...refusal.summary} />
        <input type="hidden" name="intent" value={intent} />
        {!props.shelf && (
          <fieldset>
            <legend className="field-label">{t("category-shelf")}</legend>
            <Names name="shelfTitle" of="new" refusal={refusal} />
          </fieldset>
        )}
        <fieldset>
          <legend className="field-label">{t("category-new")}</legend>
          <Names name="title" of={`new-${props.shelf ?? ""}`} refusal={refusal} />
        </fieldset>
        <Checkbox
          name="internal"
          id={`internal-${props.shelf ?? "new"}`}
          label={t("category-own")}
          hint={t("category-own-hint")}
          defaultChecked={refusal.ticked("internal")}
        />
        <div className="actions">
          <SubmitButton>{t("category-add-submit")}</SubmitButton>
        </div>
      </Form>
    </Disclosure>
  );
}

/** A name in each language; `of` tells the fields of one form from those of the others. */
function Names(props: { name: string; of: string; start?: Words; refusal: RefusalWords }): ReactNode {
  const { name, start, refusal } = props;
  // The summary of what was refused leads to fields by their plain ids.
  const refused = refusal.summary.title !== "";
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {Object.entries(languages).map(([language, own]) => {
        const field = `${name}.${language}`;
        return (
          <TextField
            key={language}
            name={field}
            id={refused ? undefined : `${name}-${language}-${props.of.replace(".", "-")}`}
            label={own}
            lang={language}
            required
            maxLength={120}
            defaultValue={refusal.value(field, start?.[language])}
            error={refusal.error(field)}
          />
        );
      })}
    </div>
  );
}
