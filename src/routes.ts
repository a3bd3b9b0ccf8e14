import { index, layout, type RouteConfig, route } from "@react-router/dev/routes";

/** The map of every address. */
export default [
  route("api/*", "app/api.ts"),
  route("rooms/:room/live", "app/live.ts"),
  route("rooms/:room/log.jsonl", "features/activity/screens/log-file.ts"),
  layout("app/frame.tsx", [
    index("app/home.tsx"),
    route("rooms/:room", "features/rooms/screens/room.tsx", { id: "room" }, []),
    route("*", "app/missing.tsx"),
  ]),
  route("rooms/:room/conversation", "features/conversations/screens/threads.tsx"),
  route("rooms/:room/conversation/new", "features/conversations/screens/new.tsx"),
  route("rooms/:room/conversation/:thread", "features/conversations/screens/thread.tsx"),
  index("app/home.tsx"),
] satisfies RouteConfig;
