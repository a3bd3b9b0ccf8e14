import { Link, useSearchParams } from "react-router";
import { Problem } from "#platform/errors.ts";
import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { actorOf } from "#platform/identity/context.ts";
import { ask, asResponse } from "#platform/operations/form.ts";
import { run } from "#platform/operations/index.ts";
import { Button, Icon, Notice, Page, RadioGroup, Select } from "#ui/index.ts";
import { loadComparison } from "../compare/load.ts";
import { Changes, PageSteps } from "../components/compare/Changes.tsx";
import { Overlay, SideBySide } from "../components/compare/Sheets.tsx";
import { useLabelWords } from "../components/labels.ts";
import { documentMessages } from "../messages.ts";
import { compareRevisions } from "../queries/compare.ts";
import type { Route } from "./+types/compare.ts";
import "../components/compare/compare.css";

/** Two revisions of a document, page by page: next to each other or over each other, and what changed in their words. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const search = new URL(request.url).searchParams;
  const chosen = (name: string) => search.get(name) || undefined;
  const asked = { ...params, old: chosen("old"), new: chosen("new") };
  const compared = await run(compareRevisions, actorOf(context), asked).catch((error: unknown) => {
    // What may not be viewed, or was withdrawn, is told on the document's page.
    if (error instanceof Problem && (error.status === 403 || error.status === 410)) return error.code;
    throw asResponse(
      error instanceof Problem && error.code === "input" ? new Problem("not-found", { status: 404 }) : error,
    );
  });
  if (typeof compared === "string") {
    const bare = await ask(context, compareRevisions, params).catch(() => null);
    return { refused: compared, compared: bare && { ...bare, two: null }, comparison: null };
  }
  const { two } = compared;
  const page = Math.floor(Number(search.get("page") ?? 1) || 1) - 1;
  const comparison = two
    ? await loadComparison(actorOf(context), { ...params, old: two.old.id, now: two.now.id }, page)
    : null;
  return { refused: null, compared, comparison };
}

/** How large pages are: per cent of their window's width. */
const sizes = [100, 150, 200, 300];

export const meta: Route.MetaFunction = (args) => pageTitle(args, documentMessages, "compare");

export default function Compare({ loaderData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const label = useLabelWords();
  const [search] = useSearchParams();
  const { refused, compared, comparison } = loaderData;
  const here = `/rooms/${params.room}/documents/${params.document}`;
  const way = search.get("way") === "over" ? "over" : "side";
  const two = compared?.two;
  const options = (compared?.revisions ?? []).map((one) => ({
    value: one.id,
    label: label(one.label, "mark"),
  }));
  const size = sizes.find((one) => String(one) === search.get("size")) ?? 100;
  const shown = comparison && "at" in comparison ? comparison.at : 0;
  const at = (index: number, wanted = size) =>
    `?${new URLSearchParams({ old: two?.old.id ?? "", new: two?.now.id ?? "", way, page: String(index + 1), size: String(wanted) })}`;
  return (
    <Page
      title={t("compare")}
      lede={compared ? `${compared.document.number} ${compared.document.title}` : ""}
      crumbs={[{ to: here, label: compared?.document.number ?? t("documents") }]}
      crumbsLabel={t("documents")}
    >
      {options.length > 1 && (
        <form method="get" className="compare-choice no-print">
          <input type="hidden" name="page" value={shown + 1} />
          <input type="hidden" name="size" value={size} />
          <Select name="old" label={t("compare-old")} options={options} defaultValue={two?.old.id} />
          <Select name="new" label={t("compare-new")} options={options} defaultValue={two?.now.id} />
          <RadioGroup
            name="way"
            label={t("compare-way")}
            defaultValue={way}
            options={[
              { value: "side", label: t("compare-side") },
              { value: "over", label: t("compare-over") },
            ]}
          />
          <div>
            <Button type="submit" look="secondary">
              {t("compare-show")}
            </Button>
          </div>
        </form>
      )}
      {(refused || (compared && !two)) && (
        <Notice tone={refused ? "warning" : "info"} title={t(refused ? "compare-refused" : "compare-none")} />
      )}
      {comparison && "failed" in comparison && <Notice tone="warning" title={t("compare-failed")} />}
      {two && comparison && "pairs" in comparison && (
        <>
          <PageSteps comparison={comparison} at={at}>
            <nav aria-label={t("compare-size")} className="compare-sizes">
              {sizes.map((one) => (
                <Link
                  key={one}
                  to={at(shown, one)}
                  preventScrollReset
                  aria-current={one === size ? "true" : undefined}
                >
                  {t("compare-percent", { size: one })}
                </Link>
              ))}
            </nav>
          </PageSteps>
          <div className="compare-whole">
            {way === "over" && comparison.drawn ? (
              <Overlay comparison={comparison} here={here} two={two} size={size} />
            ) : (
              <SideBySide comparison={comparison} here={here} two={two} size={size} />
            )}
            <details className="compare-list disclosure" open>
              <summary>
                <Icon name="chevron-right" size={16} />
                <h2>{t("compare-changes")}</h2>
              </summary>
              <Changes comparison={comparison} at={at} />
            </details>
          </div>
        </>
      )}
    </Page>
  );
}
