import { randomUUID } from "node:crypto";
import { data, redirect } from "react-router";
import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { actorOf, readerContext } from "#platform/identity/context.ts";
import { act } from "#platform/operations/form.ts";
import { Page } from "#ui/index.ts";
import { CompanyForm } from "../components/CompanyForm.tsx";
import { companiesMessages } from "../messages.ts";
import { createCompany } from "../operations.ts";
import type { Route } from "./+types/new.ts";

export const meta: Route.MetaFunction = (args) => pageTitle(args, companiesMessages, "add");

export function loader({ context }: Route.LoaderArgs) {
  actorOf(context);
  if (!context.get(readerContext)?.staff) throw data({ code: "role-may-not", params: {} }, { status: 403 });
  return { key: randomUUID() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const done = await act(context, createCompany, await request.formData());
  return "ok" in done ? redirect("/companies") : done;
}

export default function NewCompany({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages(companiesMessages);
  return (
    <Page
      title={t("add")}
      crumbs={[{ to: "/companies", label: t("companies") }]}
      crumbsLabel={t("companies")}
    >
      <CompanyForm answer={actionData} idempotencyKey={loaderData.key} />
    </Page>
  );
}
