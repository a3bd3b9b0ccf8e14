import { index, layout, type RouteConfig, route } from "@react-router/dev/routes";

/** The map of every address. */
export default [
  route("api/*", "app/api.ts"),
  route("rooms/:room/live", "app/live.ts"),
  route("rooms/:room/log.jsonl", "features/activity/screens/log-file.ts"),
  layout("app/frame.tsx", [
    index("app/home.tsx"),
    route("rooms/:room", "features/rooms/screens/room.tsx", { id: "room" }, [
      route("conversation", "features/conversations/screens/threads.tsx"),
      route("conversation/new", "features/conversations/screens/new.tsx"),
      route("conversation/:thread", "features/conversations/screens/thread.tsx"),
      route("log", "features/activity/screens/log.tsx"),
      route("log/verification", "features/activity/screens/verification.tsx"),
    ]),
    route("*", "app/missing.tsx"),
  ]),
] satisfies RouteConfig;
