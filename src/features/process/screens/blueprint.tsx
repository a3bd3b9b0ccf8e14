import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { preferencesContext } from "#platform/identity/context.ts";
import { ask } from "#platform/operations/form.ts";
import { Badge, Page } from "#ui/index.ts";
import { PictureView } from "../components/PictureView.tsx";
import { templatePicture } from "../drawing/index.ts";
import { processRoomMessages } from "../messages.ts";
import { showBlueprint } from "../queries/blueprints.ts";
import { draw, sayIn } from "../view/draw.tsx";
import { templateWords } from "../view/picture.ts";
import type { Route } from "./+types/blueprint.ts";

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { locale } = context.get(preferencesContext);
  const { content, version, offered } = await ask(context, showBlueprint, { blueprint: params.blueprint });
  const picture = templatePicture(content, locale, templateWords(content, sayIn(locale)));
  return {
    version,
    offered,
    ...draw(picture, new URL(request.url).searchParams.get("zoom"), { language: locale }),
  };
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, processRoomMessages, "blueprint");

/** One version of a blueprint as a picture, with everything below the line of visibility. */
export default function BlueprintScreen({ loaderData }: Route.ComponentProps) {
  const t = useMessages(processRoomMessages);
  return (
    <Page
      title={loaderData.title}
      crumbs={[{ to: "/blueprints", label: t("blueprints") }]}
      crumbsLabel={t("blueprints")}
      aside={
        <>
          <Badge>{t("version-number", { version: loaderData.version })}</Badge>
          {loaderData.offered && <Badge>{t("offered")}</Badge>}
        </>
      }
    >
      <PictureView drawn={loaderData} />
    </Page>
  );
}
