import { useRouteLoaderData } from "react-router";
import type { loader as roomLoader } from "#features/rooms/screens/room.tsx";
import { useMessages } from "#platform/i18n/index.ts";
import type { NavItem } from "#ui/index.ts";
import { frameMessages } from "./messages.ts";

/** The places of a room, in the order of its navigation: name, address below the room, icon. */
const places = [
  ["overview", "", "overview"],
  ["process", "/process", "process"],
  ["documents", "/documents", "document"],
  ["conversation", "/conversation", "thread"],
  ["schedule", "/schedule", "calendar"],
  ["people", "/people", "people"],
  ["log", "/log", "log"],
] as const;

/** The room that the screen lies in, if any, and the way to its places. */
export function useRoomPlaces() {
  const t = useMessages(frameMessages);
  const room = useRouteLoaderData<typeof roomLoader>("room");
  const nav: NavItem[] = room
    ? places.map(([name, path, icon]) => ({
        to: `/rooms/${room.id}${path}`,
        label: t(`place-${name}`),
        icon,
        end: name === "overview",
        ...(name === "conversation" && {
          count: room.news.conversation,
          countLabel: t("place-unread", { count: room.news.conversation ?? 0 }),
        }),
        ...(name === "documents" && {
          count: room.news.documents,
          countLabel: t("place-new", { count: room.news.documents ?? 0 }),
        }),
      }))
    : [];
  return { room, nav };
}
