import { Form, Link, redirect } from "react-router";
import { useAudienceWords, useRoom } from "#features/rooms/components/index.ts";
import { pageTitle, useFormat, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { act, ask, together } from "#platform/operations/form.ts";
import { Backstage, Checkbox, ErrorSummary, Page, Section, StateMark, SubmitButton } from "#ui/index.ts";
import { addCategory, changeCategory, renameShelf } from "../commands/categories.ts";
import { Categories } from "../components/Categories.tsx";
import { documentMessages } from "../messages.ts";
import { documentCategories } from "../queries/categories.ts";
import { setSharingRule } from "../sharing/commands.ts";
import { sharingRule } from "../sharing/queries.ts";
import type { Route } from "./+types/sharing.ts";

export async function loader({ context, params }: Route.LoaderArgs) {
  const { room } = params;
  const [rule, { categories }] = await together([
    ask(context, sharingRule, { room }),
    ask(context, documentCategories, { room }),
  ]);
  return { ...rule, categories };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  // Which form it was: `kind:<category>`, `shelf:<shelf>`, `add:<shelf>` (nothing after it: a new one), or the rule's.
  const [which, what = ""] = String(form.get("intent") ?? "").split(":");
  if (!which) form.set("required", form.has("required") ? "true" : "false");
  const done =
    which === "kind"
      ? await act(context, changeCategory, form, { ...params, category: what })
      : which === "shelf"
        ? await act(context, renameShelf, form, { ...params, shelf: what })
        : which === "add"
          ? await act(context, addCategory, form, { ...params, shelf: what || undefined })
          : await act(context, setSharingRule, form, params);
  return "ok" in done ? redirect(`/rooms/${params.room}/documents/sharing`) : done;
}

const marks = {
  waiting: "waiting",
  approved: "agreed",
  returned: "open",
  refused: "blocked",
  "taken-back": "dropped",
} as const;

export const meta: Route.MetaFunction = (args) => pageTitle(args, documentMessages, "sharing");

export default function Sharing({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const format = useFormat();
  const refusal = useRefusal(actionData, [documentMessages]);
  const audienceWords = useAudienceWords();
  const { side, audiences, rights, viewing } = useRoom();
  const own = audiences.find(({ kind }) => kind === side);
  const { required, version, may, waiting, asked } = loaderData;
  // The supplier's lead also keeps the categories, which everybody reads.
  const keeps = side === "seller" && rights.includes("room.lead") && !viewing;
  const list = `/rooms/${params.room}/documents`;
  const body = (
    <>
      {may ? (
        <Form method="post" className="form" key={version}>
          <ErrorSummary {...refusal.summary} />
          <input type="hidden" name="version" value={version} />
          <Checkbox
            name="required"
            label={t("sharing-rule")}
            hint={t("sharing-rule-hint")}
            defaultChecked={required}
          />
          <div className="actions">
            <SubmitButton>{t("sharing-rule-submit")}</SubmitButton>
          </div>
        </Form>
      ) : (
        <p>{t(required ? "sharing-rule-on" : "sharing-rule-off")}</p>
      )}
      <div className="mt-8">
        {(may || waiting.length > 0) && (
          <Section title={t("sharing-waiting")}>
            {waiting.length === 0 ? (
              <p className="text-muted">{t("sharing-waiting-none")}</p>
            ) : (
              <ul className="grid gap-2">
                {waiting.map((one) => (
                  <li key={one.id}>
                    <Link className="link inline-block py-1" to={`${list}/sharing/${one.id}`}>
                      {t("sharing-ask", {
                        name: one.askedBy,
                        document: `${one.number} ${one.title}`,
                        audience: audienceWords(one.to).label,
                      })}
                    </Link>
                    <span className="block text-sm text-muted">{format.dateTime(one.askedAt)}</span>
                  </li>
                ))}
              </ul>
            )}
          </Section>
        )}
        {(!may || asked.length > 0) && (
          <Section title={t("sharing-mine")}>
            {asked.length === 0 ? (
              <p className="text-muted">{t("sharing-mine-none")}</p>
            ) : (
              <ul className="grid gap-2">
                {asked.map((one) => (
                  <li key={one.id} className="flex flex-wrap items-baseline gap-x-4">
                    <span className="grow basis-64">
                      <Link className="link inline-block py-1" to={`${list}/sharing/${one.id}`}>
                        {one.number} {one.title}
                      </Link>
                      <span className="block text-sm text-muted">
                        {t("sharing-mine-to", {
                          audience: audienceWords(one.to).label,
                          when: format.dateTime(one.askedAt),
                        })}
                      </span>
                    </span>
                    <StateMark state={marks[one.state]} label={t(`sharing-state-${one.state}`)} />
                  </li>
                ))}
              </ul>
            )}
          </Section>
        )}
      </div>
    </>
  );
  return (
    <Page
      title={t(keeps ? "rules" : "sharing")}
      lede={keeps ? undefined : t(may ? "sharing-lede" : "sharing-lede-mine")}
      crumbs={[{ to: list, label: t("documents") }]}
      crumbsLabel={t("documents")}
    >
      {keeps ? (
        <>
          <Section title={t("sharing")} note={t("sharing-lede")}>
            {own && <Backstage {...audienceWords(own)}>{body}</Backstage>}
          </Section>
          <Section title={t("categories")} note={t("categories-note")} id="categories">
            <Categories shelves={loaderData.categories} answer={actionData} />
          </Section>
        </>
      ) : own ? (
        <Backstage {...audienceWords(own)}>{body}</Backstage>
      ) : (
        body
      )}
    </Page>
  );
}
