import type { Config } from "@react-router/dev/config";

export default {
  appDirectory: "src",
  buildDirectory: "build",
  ssr: true,
  // The whole route map is sent on the first visit: no follow-up requests for it on a bad line.
  routeDiscovery: { mode: "initial" },
} satisfies Config;
