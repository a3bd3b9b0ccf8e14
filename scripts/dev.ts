/** Development: the same server and module graph, with pages and modules reloaded by Vite on every change. */
import { createServer } from "vite";

const vite = await createServer({ server: { middlewareMode: true }, appType: "custom" });
const { start } = await vite.ssrLoadModule("/src/server/main.ts");
const running = await start({
  development: {
    middlewares: vite.middlewares,
    loadBuild: () => vite.ssrLoadModule("virtual:react-router/server-build"),
  },
});
console.log(`Frontstage (development) is open at ${running.url}`);
if (running.ownerLink) console.log(`It has no owner yet. Take it over here, once:\n  ${running.ownerLink}`);
process.once("SIGINT", async () => {
  await running.stop();
  await vite.close();
  process.exit(0);
});
