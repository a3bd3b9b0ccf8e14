import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { preferencesContext } from "#platform/identity/context.ts";
import { ask } from "#platform/operations/form.ts";
import { ButtonLink, EmptyState, Page } from "#ui/index.ts";
import { PictureView } from "../components/PictureView.tsx";
import { StandingNow } from "../components/Standing.tsx";
import { processRoomMessages } from "../messages.ts";
import { listProcess } from "../queries/list.ts";
import { draw, pictureOf, sayIn } from "../view/draw.tsx";
import { standingOf, tallStanding } from "../view/standing.ts";
import { todayIn } from "../view/words.ts";
import type { Route } from "./+types/picture.ts";

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { locale, timeZone } = context.get(preferencesContext);
  const list = await ask(context, listProcess, { room: params.room });
  if (!list.process) return null;
  const picture = pictureOf(params.room, list, { language: locale, today: todayIn(timeZone) });
  const standing = tallStanding(list, sayIn(locale));
  return {
    ...draw(picture, new URL(request.url).searchParams.get("zoom"), { language: locale, standing }),
    standing: standingOf(list, locale),
  };
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, processRoomMessages, "picture");

/** The room's process as one picture; a customer's ends at the line of visibility. */
export default function PictureScreen({ loaderData, params }: Route.ComponentProps) {
  const t = useMessages(processRoomMessages);
  const here = `/rooms/${params.room}/process`;
  return (
    <Page
      title={loaderData?.title ?? t("picture")}
      crumbs={[{ to: here, label: t("title") }]}
      crumbsLabel={t("title")}
      actions={
        loaderData && (
          <>
            <ButtonLink to={`${here}/picture.svg`} icon="download" reloadDocument>
              {t("download-svg")}
            </ButtonLink>
            <ButtonLink to={`${here}/picture.pdf`} icon="download" reloadDocument>
              {t("download-pdf")}
            </ButtonLink>
          </>
        )
      }
    >
      {loaderData ? (
        <>
          <StandingNow standing={loaderData.standing} room={params.room} />
          <PictureView drawn={loaderData} />
        </>
      ) : (
        <EmptyState title={t("no-process")} />
      )}
    </Page>
  );
}
