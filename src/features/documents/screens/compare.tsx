import { Link, useSearchParams } from "react-router";
import { Problem } from "#platform/errors.ts";
import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { actorOf } from "#platform/identity/context.ts";
import { ask, asResponse } from "#platform/operations/form.ts";
import { run } from "#platform/operations/index.ts";
import { Button, Icon, Notice, Page, Select } from "#ui/index.ts";
import { loadComparison } from "../compare/load.ts";
import { Changes, PageSteps } from "../components/compare/Changes.tsx";
import { OneChange } from "../components/compare/OneChange.tsx";
import { Overlay, SideBySide } from "../components/compare/Sheets.tsx";
import { useLabelWords } from "../components/labels.ts";
import { documentMessages } from "../messages.ts";
import { compareRevisions } from "../queries/compare.ts";
import { onPhone } from "../viewer/opened.ts";
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
    return { refused: compared, compared: bare && { ...bare, two: null }, comparison: null, phone: false };
  }
  const { two } = compared;
  const page = search.has("page") ? Math.floor(Number(search.get("page")) || 1) - 1 : null;
  const comparison = two
    ? await loadComparison(actorOf(context), { ...params, old: two.old.id, now: two.now.id }, page)
    : null;
  return { refused: null, compared, comparison, phone: onPhone(request.headers) };
}

/** Next to each other there is room for on a desk only; who chose a way sees that. */
const ways = ["side", "over", "old", "now"] as const;

/** How large pages are: per cent of their window's width. */
const sizes = [100, 150, 200, 300];

export const meta: Route.MetaFunction = (args) => pageTitle(args, documentMessages, "compare");

export default function Compare({ loaderData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const label = useLabelWords();
  const [search] = useSearchParams();
  const { refused, compared, comparison } = loaderData;
  const here = `/rooms/${params.room}/documents/${params.document}`;
  const way = ways.find((one) => one === search.get("way")) ?? (loaderData.phone ? "over" : "side");
  const two = compared?.two;
  const options = (compared?.revisions ?? []).map((one) => ({
    value: one.id,
    label: label(one.label, "mark"),
  }));
  const size = sizes.find((one) => String(one) === search.get("size")) ?? 100;
  const shown = comparison && "at" in comparison ? comparison.at : 0;
  const places = comparison && "at" in comparison ? (comparison.drawn?.areas.length ?? 0) : 0;
  const wished = search.get("place");
  const place = wished === "last" ? places - 1 : Math.min(places, Number(wished) || 1) - 1;
  const at = (change: {
    page?: number;
    place?: number | "last" | undefined;
    size?: number;
    way?: string;
  }) => {
    const { page = shown, place: to } = change;
    const next = new URLSearchParams({ old: two?.old.id ?? "", new: two?.now.id ?? "" });
    next.set("way", change.way ?? way);
    next.set("page", String(page + 1));
    next.set("size", String(change.size ?? size));
    if (to !== undefined) next.set("place", to === "last" ? to : String(to + 1));
    return `?${next}${to === undefined ? "" : "#change"}`;
  };
  const same = wished === null ? undefined : place;
  const sheets = { here, size, place: same ?? null, placeAt: (to: number) => at({ place: to }) };
  return (
    <Page
      title={t("compare")}
      lede={compared ? `${compared.document.number} ${compared.document.title}` : ""}
      crumbs={[{ to: here, label: compared?.document.number ?? t("documents") }]}
      crumbsLabel={t("documents")}
    >
      {options.length > 1 && (
        <details className="compare-choice disclosure no-print" open={!two}>
          <summary>
            <Icon name="chevron-right" size={16} />
            {two
              ? t("compare-choose", { old: label(two.old.label, "mark"), new: label(two.now.label, "mark") })
              : t("compare-way")}
          </summary>
          <form method="get">
            <input type="hidden" name="size" value={size} />
            <input type="hidden" name="way" value={way} />
            <Select name="old" label={t("compare-old")} options={options} defaultValue={two?.old.id} />
            <Select name="new" label={t("compare-new")} options={options} defaultValue={two?.now.id} />
            <div>
              <Button type="submit" look="secondary">
                {t("compare-show")}
              </Button>
            </div>
          </form>
        </details>
      )}
      {(refused || (compared && !two)) && (
        <Notice tone={refused ? "warning" : "info"} title={t(refused ? "compare-refused" : "compare-none")} />
      )}
      {comparison && "failed" in comparison && <Notice tone="warning" title={t("compare-failed")} />}
      {two && comparison && "pairs" in comparison && (
        <>
          {(places > 0 || comparison.differ.length > 0) && (
            <OneChange
              {...{ comparison, here, two, place }}
              chosen={wished !== null}
              at={(page, to) => at({ page, place: to })}
            />
          )}
          <div className="compare-tools no-print">
            {comparison.pairs.length > 1 && <PageSteps comparison={comparison} at={(page) => at({ page })} />}
            <nav aria-label={t("compare-way")} className="compare-sizes">
              {ways.map((one) => (
                <Link
                  key={one}
                  to={at({ way: one, place: same })}
                  preventScrollReset
                  aria-current={one === way ? "true" : undefined}
                >
                  {one === "old" || one === "now"
                    ? label(two[one].label, "mark")
                    : t(one === "side" ? "compare-side" : "compare-over")}
                </Link>
              ))}
            </nav>
            <nav aria-label={t("compare-size")} className="compare-sizes">
              {sizes.map((one) => (
                <Link
                  key={one}
                  to={at({ size: one, place: same })}
                  preventScrollReset
                  aria-current={one === size ? "true" : undefined}
                >
                  {t("compare-percent", { size: one })}
                </Link>
              ))}
            </nav>
          </div>
          <div className="compare-whole">
            {way === "over" && comparison.drawn ? (
              <Overlay {...sheets} comparison={comparison} two={two} />
            ) : (
              <SideBySide
                {...sheets}
                comparison={comparison}
                two={two}
                only={way === "old" || way === "now" ? way : null}
              />
            )}
            <details className="compare-list disclosure" open>
              <summary>
                <Icon name="chevron-right" size={16} />
                <h2>{t("compare-changes")}</h2>
              </summary>
              <Changes
                comparison={comparison}
                at={(page, to) => at({ page, place: to })}
                place={same ?? null}
              />
            </details>
          </div>
        </>
      )}
    </Page>
  );
}
