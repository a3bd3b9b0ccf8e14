import { Outlet } from "react-router";
import { useLive } from "#platform/live/useLive.ts";
import { ask } from "#platform/operations/form.ts";
import { HeldNews } from "../components/HeldNews.tsx";
import { roomFrame } from "../queries/frame.ts";
import type { Route } from "./+types/room.ts";

/** What every screen of the room knows (`useRoom`), and where the live stream goes on from. */
export const loader = ({ context, params }: Route.LoaderArgs) =>
  ask(context, roomFrame, { room: params.room });

/** The layout of all screens of a room: it keeps them up to date. The navigation is in the frame around it. */
export default function RoomLayout({ loaderData }: Route.ComponentProps) {
  const live = useLive(loaderData.id, loaderData.me.id, loaderData.cursor);
  return (
    <>
      {/* What is to be spoken when it comes must come into something that was there before. */}
      <div role="status" className="page-note no-print">
        {live.held && <HeldNews onShow={live.show} />}
      </div>
      <Outlet />
    </>
  );
}
