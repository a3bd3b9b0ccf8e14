import { Link } from "react-router";
import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { ask } from "#platform/operations/form.ts";
import { ButtonLink, EmptyState, FilterBar, Notice, Page, Select, Table, TextField } from "#ui/index.ts";
import { companiesMessages } from "../messages.ts";
import { listCompanies } from "../operations.ts";
import { companyKinds } from "../words.ts";
import type { Route } from "./+types/list.ts";

export const meta: Route.MetaFunction = (args) => pageTitle(args, companiesMessages, "companies");

export async function loader({ context, request }: Route.LoaderArgs) {
  const search = new URL(request.url).searchParams;
  const given = { kind: search.get("kind") || undefined, words: search.get("words") || undefined };
  const filter = listCompanies.input.safeParse(given);
  const chosen = filter.success ? filter.data : {};
  return { ...(await ask(context, listCompanies, chosen)), chosen };
}

/** The supplier's companies, by name. */
export default function Companies({ loaderData }: Route.ComponentProps) {
  const t = useMessages(companiesMessages);
  const { companies, more, chosen } = loaderData;
  const narrowed = Boolean(chosen.kind || chosen.words);
  return (
    <Page
      title={t("companies")}
      lede={t("companies-lede")}
      actions={
        <ButtonLink look="primary" icon="add" to="/companies/new">
          {t("add")}
        </ButtonLink>
      }
    >
      <FilterBar
        label={t("search")}
        submit={t("search")}
        clear={
          narrowed && (
            <ButtonLink look="quiet" to="/companies">
              {t("clear")}
            </ButtonLink>
          )
        }
      >
        <TextField
          name="words"
          label={t("words")}
          type="search"
          defaultValue={chosen.words}
          maxLength={100}
        />
        <Select
          name="kind"
          label={t("kind")}
          empty={t("all-kinds")}
          defaultValue={chosen.kind}
          options={companyKinds.map((kind) => ({ value: kind, label: t(`kind-${kind}`) }))}
        />
      </FilterBar>
      <Table
        caption={t("companies")}
        hideCaption
        rows={companies}
        rowKey={(company) => company.id}
        empty={<EmptyState title={narrowed ? t("none") : t("none-yet")} />}
        columns={[
          {
            key: "name",
            header: t("name"),
            rowHeader: true,
            cell: (company) => (
              <Link className="link" to={`/companies/${company.id}`}>
                {company.name}
              </Link>
            ),
          },
          { key: "kind", header: t("kind"), cell: (company) => t(`kind-${company.kind}`) },
          { key: "industry", header: t("industry"), cell: (company) => company.industry },
          { key: "country", header: t("country"), cell: (company) => company.country },
          { key: "group", header: t("group"), cell: (company) => company.group },
        ]}
      />
      {more && <Notice>{t("more")}</Notice>}
    </Page>
  );
}
