/**
 * Requests a second against the framework's bare hello page, in turn on the same machine: what our own work costs. The bare
 * page has no session, no database and no styles. `node bench/requests.ts`
 */
import { spawn, spawnSync } from "node:child_process";
import autocannon from "autocannon";
import { freePort } from "../tests/e2e/server.ts";
import { answers, ground, median, signIn } from "./deployment.ts";
import { fill } from "./fill.ts";
import { alone, type Result } from "./result.ts";

const turns = 3;

export async function requests(): Promise<Result[]> {
  const built = spawnSync("react-router", ["build"], {
    cwd: new URL("./bare", import.meta.url),
    stdio: "ignore",
  });
  if (built.status !== 0) throw new Error("the bare page was not built");
  const barePort = await freePort();
  const bare = spawn("node", ["bench/bare/serve.ts", String(barePort)], {
    stdio: "ignore",
    env: { ...process.env, NODE_ENV: "production" },
  });
  const place = await ground();
  try {
    const server = await place.serve("requests");
    const { person, room } = await fill(server.ownerUrl, 100, 20_000);
    const cookie = await signIn(server.ownerUrl, person);
    while (!(await answers(`http://127.0.0.1:${barePort}/`)))
      await new Promise((wait) => setTimeout(wait, 50));
    const pages: [name: string, url: string][] = [
      ["the bare page", `http://127.0.0.1:${barePort}/`],
      ["sign-in page", `${server.url}/sign-in`],
      ["room overview", `${server.url}/rooms/${room}`],
      ["room overview, data only", `${server.url}/rooms/${room}.data`],
      ["documents", `${server.url}/rooms/${room}/documents`],
    ];
    const rates = new Map<string, number[]>(pages.map(([name]) => [name, []]));
    for (let turn = 0; turn <= turns; turn += 1)
      for (const [name, url] of pages) {
        const { requests: counted, non2xx } = await autocannon({
          url,
          connections: 10,
          duration: turn === 0 ? 2 : 5, // the first turn warms up
          headers: name === "sign-in page" ? {} : { cookie },
        });
        if (non2xx > 0) throw new Error(`${name}: ${non2xx} answers were not 200`);
        if (turn > 0) rates.get(name)?.push(counted.average);
      }
    const rate = (name: string) => median(rates.get(name) ?? []);
    const first = rate("the bare page");
    return pages.flatMap(([name]) => [
      { what: `${name}, requests a second`, value: rate(name), unit: "requests" as const },
      ...(name === "the bare page"
        ? []
        : [{ what: `bare page : ${name}`, value: first / rate(name), unit: "ratio" as const }]),
    ]);
  } finally {
    bare.kill();
    await place.stop();
  }
}

await alone(import.meta.main, requests);
