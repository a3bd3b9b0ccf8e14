import { data, Form, Link, redirect, useSearchParams } from "react-router";
import { useAudienceWords, WhoSees } from "#features/rooms/components/index.ts";
import { pageTitle, useMessages, useReading, useRefusal } from "#platform/i18n/index.ts";
import { act, ask, type Refusal } from "#platform/operations/form.ts";
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
import { labelMessages } from "../label-messages.ts";
import { documentMessages } from "../messages.ts";
import { levels } from "../model/rights.ts";
import { documentRights, type HeldRight } from "../queries/rights.ts";
import type { Route } from "./+types/rights.ts";

export function loader({ context, params }: Route.LoaderArgs) {
  return ask(context, documentRights, { room: params.room, document: params.document });
}

/**
 * One form for all sides and groups: whatever was changed is saved, each as its own command. What is refused comes back as it was
 * typed, beside what was saved.
 */
export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const here = `/rooms/${params.room}/documents/${params.document}/rights`;
  const refused: Record<string, Refusal> = {};
  let saved = 0;
  for (const holder of form.getAll("holder").map(String)) {
    const own = new FormData();
    own.set("holder", holder);
    own.set("zone", String(form.get("zone") ?? "UTC"));
    for (const name of ["version", ...asked]) {
      const value = form.get(`${name}-${holder}`);
      if (value !== null) own.set(name, value);
    }
    if (inWords(own) === form.get(`was-${holder}`)) continue;
    const done = await act(context, setDocumentRights, own, params);
    if ("ok" in done) saved += 1;
    else refused[holder] = done.data;
  }
  if (Object.keys(refused).length === 0) return redirect(`${here}?saved=${saved}`);
  return data({ refused, saved }, { status: 422 });
}

/** What is asked of each side or group. */
const asked = ["level", "mayRevise", "mayApprove", "until"] as const;

/** What was chosen for one of them, to tell whether it was changed. */
const inWords = (chosen: FormData): string => asked.map((name) => String(chosen.get(name) ?? "")).join(" ");

export const meta: Route.MetaFunction = (args) => pageTitle(args, documentMessages, "rights");

export default function DocumentRights({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const [search] = useSearchParams();
  const audienceWords = useAudienceWords();
  const { timeZone } = useReading();
  const { number, title, holders, purpose } = loaderData;
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
        <div className="mb-6">
          <Notice
            tone="success"
            title={t(search.get("saved") === "0" ? "rights-unchanged" : "rights-saved")}
            live
          />
        </div>
      )}
      {actionData && (
        <div className="mb-6">
          <Notice tone="problem" title={t("rights-not-saved", { saved: actionData.saved })} live />
        </div>
      )}
      {holders.length === 0 && <EmptyState title={t("rights-none")}>{t("rights-none-text")}</EmptyState>}
      {holders.length > 0 && (
        <Form method="post" className="grid gap-8">
          <input type="hidden" name="zone" value={timeZone} />
          {holders.map((one) => {
            const fields = (
              <HolderFields
                key={`${one.holder} ${one.version}`}
                right={one}
                refused={actionData?.refused[one.holder]}
                forComment={purpose === "comment"}
              />
            );
            return one.audience ? (
              <Backstage key={one.holder} {...audienceWords(one.audience)}>
                {fields}
              </Backstage>
            ) : (
              <div key={one.holder}>{fields}</div>
            );
          })}
          <div className="actions">
            <SubmitButton>{t("rights-save")}</SubmitButton>
          </div>
        </Form>
      )}
      <p className="mt-6">
        <Link className="link" to={here}>
          {t("back")}
        </Link>
      </p>
    </Page>
  );
}

/** What one side or group may do: the names first, then level, two more rights, an end. */
function HolderFields(props: {
  right: HeldRight;
  refused: Refusal | undefined;
  /** The revision that stands asks for comments. */
  forComment: boolean;
}) {
  const t = useMessages(documentMessages);
  const labels = useMessages(labelMessages);
  const { timeZone } = useReading();
  const holderWords = useHolderWords();
  const { right } = props;
  const mine = props.refused;
  const refusal = useRefusal(mine, [documentMessages]);
  const words = holderWords(right);
  const field = (name: string) => `${name}-${right.holder}`;
  const until = right.until && localDay(new Date(Date.parse(right.until) - 1), timeZone);
  const silenced = props.forComment && (right.level === "view" || right.level === "exists");
  const approves = right.level === "all" || right.mayApprove;
  const was = [right.level, right.mayRevise ? "on" : "", approves ? "on" : "", until ?? ""].join(" ");
  return (
    <Section title={words} note={right.audience ? t("rights-group-hint") : undefined}>
      <WhoSees label={t("rights-whom")} people={right.people} />
      <div className="form mt-4">
        <ErrorSummary {...refusal.summary} />
        <input type="hidden" name="holder" value={right.holder} />
        <input type="hidden" name={field("version")} value={right.version} />
        <input type="hidden" name={field("was")} value={was} />
        {silenced && (
          <Notice tone="warning" title={t("rights-cannot-comment")}>
            {t("rights-for-comment")}
          </Notice>
        )}
        <Select
          name={field("level")}
          id={field("level")}
          label={t("level")}
          hint={props.forComment && !silenced ? t("rights-for-comment") : undefined}
          options={(["all", ...levels.toReversed()] as const).map((value) => ({
            value,
            // Of a group nothing said is what was said of its side.
            label: labels(value === "all" && right.audience ? "level-as-side" : `level-${value}`),
          }))}
          defaultValue={refusal.value("level", right.level)}
          error={refusal.error("level")}
        />
        <div>
          <Checkbox
            name={field("mayRevise")}
            id={field("mayRevise")}
            label={t("may-revise")}
            defaultChecked={mine ? refusal.value("mayRevise") !== undefined : right.mayRevise}
          />
          <Checkbox
            name={field("mayApprove")}
            id={field("mayApprove")}
            label={t("may-approve")}
            defaultChecked={mine ? refusal.value("mayApprove") !== undefined : approves}
          />
        </div>
        <DateField
          name={field("until")}
          id={field("until")}
          label={t("rights-until")}
          hint={t("rights-until-hint")}
          optional={t("optional")}
          defaultValue={refusal.value("until", until)}
          error={refusal.error("until")}
        />
      </div>
    </Section>
  );
}

/** The calendar day of a moment in a time zone, as a date field takes it. */
const localDay = (moment: Date, timeZone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone }).format(moment);
