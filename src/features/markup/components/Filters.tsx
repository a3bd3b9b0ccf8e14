import type { ReactNode } from "react";
import { useAudienceWords } from "#features/rooms/components/index.ts";
import { useMessages } from "#platform/i18n/index.ts";
import { Button, Disclosure, Select } from "#ui/index.ts";
import { type MarkupWord, markupMessages } from "../messages.ts";
import { type Filter, filterOf, noFilter, whos } from "../model/filter.ts";
import { kinds, states } from "../model/kinds.ts";
import type { MarkupOnRevision } from "../queries/on-revision.ts";

/** Which comments are shown, on the pages too. With scripts at once, without them by a button. */
export function Filters(props: {
  state: { data: MarkupOnRevision; filter: Filter; setFilter?(filter: Filter): void };
  live: boolean;
  page?: number;
}): ReactNode {
  const t = useMessages(markupMessages);
  const audience = useAudienceWords();
  const { state, live, page } = props;
  const { filter, data } = state;
  const on = Object.values(filter).some(Boolean);
  const used = new Map(data.markup.map((mark) => [mark.audience.id, mark.audience]));
  const choice = (name: keyof Filter, options: { value: string; label: string }[]) => (
    <Select
      key={`${name} ${live ? "live" : "sent"}`}
      name={name}
      id={`filter-${name}`}
      label={t(`filter-${name}`)}
      empty={t("all")}
      options={options}
      defaultValue={filter[name]}
    />
  );
  return (
    <Disclosure summary={on ? t("filter-on") : t("filter")} open={on}>
      <form
        method="get"
        className="grid gap-3"
        onChange={(event) => live && state.setFilter?.(filterOf(new FormData(event.currentTarget)))}
      >
        {page !== undefined && <input type="hidden" name="page" value={page + 1} />}
        {choice("state", [
          { value: "waiting", label: t("state-waiting") },
          ...states.map((one) => ({ value: one, label: t(`state-${one}` as MarkupWord) })),
        ])}
        {choice(
          "who",
          whos.map((one) => ({ value: one, label: t(`who-${one}` as MarkupWord) })),
        )}
        {choice(
          "kind",
          kinds.map((one) => ({ value: one, label: t(`kind-${one}` as MarkupWord) })),
        )}
        {used.size > 1 &&
          choice(
            "audience",
            [...used.values()].map((one) => ({ value: one.id, label: audience(one).label })),
          )}
        <div className="actions">
          {live ? (
            on && (
              <Button
                type="button"
                size="small"
                onClick={(event) => {
                  const form = event.currentTarget.form;
                  for (const select of form?.querySelectorAll("select") ?? []) select.value = "";
                  state.setFilter?.(noFilter);
                }}
              >
                {t("filter-none")}
              </Button>
            )
          ) : (
            <Button size="small">{t("filter-submit")}</Button>
          )}
        </div>
      </form>
    </Disclosure>
  );
}
