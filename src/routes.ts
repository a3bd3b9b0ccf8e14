import { index, type RouteConfig, route } from "@react-router/dev/routes";

/** The map of every address. */
export default [
  route("api/*", "app/api.ts"),
  route("live", "app/live.ts"),
  index("app/home.tsx"),
] satisfies RouteConfig;
