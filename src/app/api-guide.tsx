import { catalogue, pageTitle, useMessages } from "#platform/i18n/index.ts";
import { operationSummaries } from "#platform/operations/summaries.ts";
import { Disclosure, Page, Section } from "#ui/index.ts";
import type en from "../../messages/en/api-guide.json";
import type { Route } from "./+types/api-guide.ts";

const guideMessages = await catalogue<keyof typeof en>("api-guide");

/** The same operations as the API document, to read. Nothing of anybody's data is in it. */
export const loader = () => ({ groups: operationSummaries() });

export const meta: Route.MetaFunction = (args) => pageTitle(args, guideMessages, "title");

export default function ApiGuide({ loaderData }: Route.ComponentProps) {
  const t = useMessages(guideMessages);
  return (
    <Page title={t("title")} lede={t("lede")}>
      <Section title={t("how")}>
        <p>{t("signing-in")}</p>
        <p className="mt-2">{t("writing")}</p>
        <p className="mt-2 wrap-anywhere">{t("files")}</p>
        <p className="mt-2">{t("refusals")}</p>
        <p className="mt-2">
          <a href="/api/v1/openapi.json">{t("document")}</a>
        </p>
      </Section>
      {loaderData.groups.map(({ name, operations }) => (
        <Section key={name} title={name}>
          {operations.map((operation) => (
            <Disclosure
              key={operation.name}
              summary={<span className="wrap-anywhere">{`${operation.method} ${operation.path}`}</span>}
            >
              <p>{operation.summary}</p>
              {operation.fields.length > 0 && (
                <ul className="mt-2">
                  {operation.fields.map((field) => (
                    <li key={field.name} className="wrap-anywhere">
                      <code>{field.name}</code>{" "}
                      <span className="text-muted">
                        {field.needed ? t("needed") : t("optional")}, {field.type}
                      </span>
                    </li>
                  ))}
                </ul>
              )}
            </Disclosure>
          ))}
        </Section>
      ))}
    </Page>
  );
}
