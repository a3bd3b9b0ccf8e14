import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import { Notice, Page } from "#ui/index.ts";
import { CompanyForm } from "../components/CompanyForm.tsx";
import { companiesMessages } from "../messages.ts";
import { changeCompany, oneCompany } from "../operations.ts";
import type { Route } from "./+types/company.ts";

export const meta: Route.MetaFunction = (args) => pageTitle(args, null, args.loaderData?.name ?? "");

export const loader = ({ context, params }: Route.LoaderArgs) =>
  ask(context, oneCompany, { company: params.company });

export async function action({ context, params, request }: Route.ActionArgs) {
  return act(context, changeCompany, await request.formData(), { company: params.company });
}

export default function OneCompany({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages(companiesMessages);
  return (
    <Page
      title={loaderData.name}
      crumbs={[{ to: "/companies", label: t("companies") }]}
      crumbsLabel={t("companies")}
    >
      {actionData?.ok && (
        <Notice tone="success" live>
          {t("saved")}
        </Notice>
      )}
      <CompanyForm company={loaderData} answer={actionData} />
    </Page>
  );
}
