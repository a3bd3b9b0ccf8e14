import { Link } from "react-router";
import { pageTitle, useFormat, useMessages } from "#platform/i18n/index.ts";
import { preferencesContext } from "#platform/identity/context.ts";
import { ask } from "#platform/operations/form.ts";
import { Badge, EmptyState, Notice, Page, Section, Stamp, Table } from "#ui/index.ts";
import { wordsIn } from "../copy/wording.ts";
import { processRoomMessages } from "../messages.ts";
import { listBlueprints } from "../queries/blueprints.ts";
import type { Route } from "./+types/blueprints.ts";

export async function loader({ context }: Route.LoaderArgs) {
  const { locale } = context.get(preferencesContext);
  const { blueprints, faults } = await ask(context, listBlueprints, {});
  return {
    faults,
    blueprints: [...Map.groupBy(blueprints, ({ key }) => key).values()].flatMap((versions) => {
      const [newest] = versions;
      if (!newest) return [];
      return [
        {
          key: newest.key,
          name: wordsIn(newest.name, locale),
          about: wordsIn(newest.about, locale),
          versions: versions.map(({ id, version, hash, file, loadedAt, offered }) => ({
            id,
            version,
            hash: hash.slice(0, 12),
            file,
            loadedAt,
            offered,
          })),
        },
      ];
    }),
  };
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, processRoomMessages, "blueprints");

/** The processes that rooms can be opened with, and what is wrong with files that could not be loaded. */
export default function BlueprintsScreen({ loaderData }: Route.ComponentProps) {
  const t = useMessages(processRoomMessages);
  const format = useFormat();
  const { blueprints, faults } = loaderData;
  return (
    <Page title={t("blueprints")} lede={t("blueprints-lede")}>
      {faults.length > 0 && (
        <Notice tone="problem" title={t("faults")}>
          <p>{t("faults-text")}</p>
          <ul className="mt-2 grid gap-1">
            {faults.map((fault) => (
              <li key={`${fault.file} ${fault.line} ${fault.field} ${fault.message}`}>
                {t("fault-at", { file: fault.file, line: fault.line })}
                {fault.field && (
                  <>
                    {" "}
                    <code>{fault.field}</code>
                  </>
                )}
                : <span lang="en">{fault.message}</span>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {blueprints.length === 0 && <EmptyState title={t("no-blueprints")} />}
      <div className="mt-4 grid gap-8">
        {blueprints.map((blueprint) => (
          <Section key={blueprint.key} title={blueprint.name} note={blueprint.about}>
            <Table
              caption={t("versions-of", { name: blueprint.name })}
              hideCaption
              rows={blueprint.versions}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: "version",
                  header: t("version"),
                  rowHeader: true,
                  cell: ({ id, version, offered }) => (
                    <>
                      <Link className="link" to={`/blueprints/${id}`}>
                        {t("version-number", { version })}
                      </Link>{" "}
                      {offered && <Badge>{t("offered")}</Badge>}
                    </>
                  ),
                },
                {
                  key: "loaded",
                  header: t("loaded"),
                  cell: ({ loadedAt }) => <Stamp at={loadedAt}>{format.dateTime(loadedAt)}</Stamp>,
                },
                { key: "file", header: t("file"), cell: ({ file }) => file },
                { key: "hash", header: t("hash"), cell: ({ hash }) => <code>{hash}</code> },
              ]}
            />
          </Section>
        ))}
      </div>
    </Page>
  );
}
