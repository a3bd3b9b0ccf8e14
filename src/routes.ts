import { index, type RouteConfig, route } from "@react-router/dev/routes";

/** The map of every address. */
export default [
  route("api/*", "app/api.ts"),
  route("rooms/:room/live", "app/live.ts"),
  route("rooms/:room/log.jsonl", "features/activity/screens/log-file.ts"),
  index("app/home.tsx"),
] satisfies RouteConfig;
