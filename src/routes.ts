import { index, layout, type RouteConfig, route } from "@react-router/dev/routes";

/** The map of every address. */
export default [
  route("api/*", "app/api.ts"),
  route("rooms/:room/live", "app/live.ts"),
  route("rooms/:room/view-as", "features/rooms/screens/view-as.ts"),
  route("rooms/:room/log.jsonl", "features/activity/screens/log-file.ts"),
  layout("app/frame.tsx", [
    index("app/home.tsx"),
    route("rooms/new", "features/rooms/screens/new.tsx"),
    route("companies", "features/companies/screens/list.tsx"),
    route("companies/new", "features/companies/screens/new.tsx"),
    route("companies/:company", "features/companies/screens/company.tsx"),
    route("deployment/rooms", "features/rooms/screens/enter.tsx"),
    route("rooms/:room", "features/rooms/screens/room.tsx", { id: "room" }, [
      route("people", "features/rooms/screens/people.tsx"),
      route("people/invite", "features/rooms/screens/invite.tsx"),
      route("people/:person", "features/rooms/screens/person.tsx"),
      route("audiences/new", "features/rooms/screens/audience-new.tsx"),
      route("audiences/:audience", "features/rooms/screens/audience.tsx"),
      route("details", "features/rooms/screens/details.tsx"),
      route("conversation", "features/conversations/screens/threads.tsx"),
      route("conversation/new", "features/conversations/screens/new.tsx"),
      route("conversation/:thread", "features/conversations/screens/thread.tsx"),
      route("log", "features/activity/screens/log.tsx"),
      route("log/verification", "features/activity/screens/verification.tsx"),
    ]),
    route("*", "app/missing.tsx"),
  ]),
] satisfies RouteConfig;
