import { Outlet } from "react-router";
import { useMessages } from "#platform/i18n/index.ts";
import { Frame } from "#ui/index.ts";
import type { Route } from "./+types/frame.ts";
import { Bell } from "./Bell.tsx";
import { ErrorPage } from "./ErrorPage.tsx";
import { Footer } from "./Footer.tsx";
import { LanguageMenu, PersonMenu } from "./menus.tsx";
import { frameMessages } from "./messages.ts";
import { noteOpened } from "./opened.ts";
import { Progressing } from "./Progressing.tsx";
import { useRoomPlaces } from "./places.ts";
import { useArrival } from "./useArrival.ts";
import { useRootData } from "./useRootData.ts";
import { ViewingBanner } from "./ViewingBanner.tsx";

/** The frame around every screen; the room's name and places too, when the screen lies in a room. */
function AppFrame({ children }: { children: React.ReactNode }) {
  useArrival();
  const t = useMessages(frameMessages);
  const root = useRootData();
  const { room, nav } = useRoomPlaces();
  const reader = root?.reader;
  const supplier = root?.supplier.name || "Frontstage";
  return (
    <Frame
      supplier={{
        name: root?.supplier.logoText || supplier,
        logo: root?.supplier.logo && `/logo?v=${root.supplier.logo}`,
        to: "/",
      }}
      skipLabel={t("skip")}
      nav={reader ? [{ to: "/", label: t("rooms"), end: true }] : []}
      navLabel={t("navigation")}
      language={
        <>
          {reader && <Bell />}
          <LanguageMenu />
        </>
      }
      person={<PersonMenu />}
      banner={room?.viewing && <ViewingBanner room={room.id} name={room.me.name} />}
      {...(room && {
        room: {
          name: room.name,
          detail: `${room.customer}, ${room.code}`,
          aside: room.state !== "open" && <span>{t(`room-state-${room.state}`)}</span>,
          label: t("room-navigation"),
          more: t("more"),
          nav,
        },
      })}
      footer={<Footer supplier={supplier} />}
    >
      <Progressing />
      {children}
    </Frame>
  );
}

export const middleware: Route.MiddlewareFunction[] = [noteOpened];

export default function FrameRoute() {
  return (
    <AppFrame>
      <Outlet />
    </AppFrame>
  );
}

/** What went wrong below stays in the frame, so that nobody is left without a way on. */
export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return (
    <AppFrame>
      <ErrorPage error={error} />
    </AppFrame>
  );
}
