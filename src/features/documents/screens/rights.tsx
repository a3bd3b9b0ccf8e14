import { Form, Link, redirect, useSearchParams } from "react-router";
import { useAudienceWords, WhoSees } from "#features/rooms/components/index.ts";
import { pageTitle, useMessages, useReading, useRefusal } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import {
  Backstage,
  Checkbox,
  DateField,
  EmptyState,
  ErrorSummary,
  Notice,
  Page,
  Section,
  Select,
  SubmitButton,
} from "#ui/index.ts";
import { setDocumentRights } from "../commands/rights.ts";
import { useHolderWords } from "../components/words.ts";
import { documentMessages } from "../messages.ts";
import { levels } from "../model/rights.ts";
import { documentRights, type HeldRight } from "../queries/rights.ts";
import type { Route } from "./+types/rights.ts";

export function loader({ context, params }: Route.LoaderArgs) {
  return ask(context, documentRights, { room: params.room, document: params.document });
}

/** A form for each side or group; which one it was comes back with a refusal. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const done = await act(context, setDocumentRights, await request.formData(), params);
  return "ok" in done ? redirect(`/rooms/${params.room}/documents/${params.document}/rights?saved=1`) : done;
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, documentMessages, "rights");

export default function DocumentRights({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const [search] = useSearchParams();
  const audienceWords = useAudienceWords();
  const { number, title, holders } = loaderData;
  const list = `/rooms/${params.room}/documents`;
  const here = `${list}/${params.document}`;
  return (
    <Page
      title={t("rights")}
      lede={t("rights-lede", { number })}
      crumbs={[
        { to: list, label: t("documents") },
        { to: here, label: `${number} ${title}` },
      ]}
      crumbsLabel={t("documents")}
    >
      {search.has("saved") && actionData === undefined && (
        <Notice tone="success" title={t("rights-saved")} live />
      )}
      {holders.length === 0 && <EmptyState title={t("rights-none")}>{t("rights-none-text")}</EmptyState>}
      <div className="grid gap-8">
        {holders.map((one) => {
          const form = <HolderForm key={one.version} right={one} refused={actionData} />;
          return one.audience ? (
            <Backstage key={one.holder} {...audienceWords(one.audience)}>
              {form}
            </Backstage>
          ) : (
            <div key={one.holder}>{form}</div>
          );
        })}
      </div>
      <p className="mt-6">
        <Link className="link" to={here}>
          {t("back")}
        </Link>
      </p>
    </Page>
  );
}

/** What one side or group may do: the names first, then level, two more rights, an end. */
function HolderForm(props: { right: HeldRight; refused: Parameters<typeof useRefusal>[0] }) {
  const t = useMessages(documentMessages);
  const { timeZone } = useReading();
  const holderWords = useHolderWords();
  const { right } = props;
  const mine = isOf(props.refused, right.holder) ? props.refused : undefined;
  const refusal = useRefusal(mine, [documentMessages]);
  const words = holderWords(right);
  const field = (name: string) => `${name}-${right.holder}`;
  const until = right.until && localDay(new Date(Date.parse(right.until) - 1), timeZone);
  return (
    <Section title={words} note={right.audience ? t("rights-group-hint") : undefined}>
      <WhoSees label={t("rights-whom")} people={right.people} />
      <Form method="post" className="form mt-4">
        <ErrorSummary {...refusal.summary} />
        <input type="hidden" name="holder" value={right.holder} />
        <input type="hidden" name="version" value={right.version} />
        <input type="hidden" name="zone" value={timeZone} />
        <Select
          name="level"
          id={field("level")}
          label={t("level")}
          options={(["all", ...levels.toReversed()] as const).map((value) => ({
            value,
            label: t(`level-${value}`),
          }))}
          defaultValue={refusal.value("level", right.level)}
          error={refusal.error("level")}
        />
        <div>
          <Checkbox
            name="mayRevise"
            id={field("mayRevise")}
            label={t("may-revise")}
            defaultChecked={mine ? refusal.value("mayRevise") !== undefined : right.mayRevise}
          />
          <Checkbox
            name="mayApprove"
            id={field("mayApprove")}
            label={t("may-approve")}
            defaultChecked={
              mine ? refusal.value("mayApprove") !== undefined : right.level === "all" || right.mayApprove
            }
          />
        </div>
        <DateField
          name="until"
          id={field("until")}
          label={t("rights-until")}
          hint={t("rights-until-hint")}
          optional={t("optional")}
          defaultValue={refusal.value("until", until)}
          error={refusal.error("until")}
        />
        <div className="actions">
          <SubmitButton>{t("rights-save", { holder: words })}</SubmitButton>
        </div>
      </Form>
    </Section>
  );
}

/** Whether a refusal came from the form of this holder. */
const isOf = (refused: unknown, holder: string): boolean =>
  (refused as { values?: Record<string, string> } | undefined)?.values?.holder === holder;

/** The calendar day of a moment in a time zone, as a date field takes it. */
const localDay = (moment: Date, timeZone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone }).format(moment);
