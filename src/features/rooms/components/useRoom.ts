import { useRouteLoaderData } from "react-router";
import type { z } from "zod";
import type { roomFrame } from "../queries/frame.ts";

/** What every screen of a room knows. */
export type RoomFrame = z.output<(typeof roomFrame)["output"]>;

/** The room that the screen lies in: its name, my place and rights in it, my audiences. Only for screens below the room's layout. */
export function useRoom(): RoomFrame {
  const frame = useRouteLoaderData("room") as RoomFrame | undefined;
  if (!frame) throw new Error("this screen does not lie in a room");
  return frame;
}
