/**
 * Does a deployment stay quick as it fills? The same screens, signed in over HTTP, with 100 and with 20,000 rooms (200 log
 * entries a room: 20 thousand and 4 million), asked in turn. `node bench/growth.ts [rooms] [entries]`
 */
import { ground, median, signIn, timed } from "./deployment.ts";
import { fill } from "./fill.ts";
import { alone, type Result } from "./result.ts";

const rounds = 60;

export async function growth(rooms = 20_000, entries = 4_000_000): Promise<Result[]> {
  const place = await ground();
  try {
    const sizes = [
      { name: "small", rooms: 100, entries: (100 * entries) / rooms },
      { name: "large", rooms, entries },
    ];
    const filled = [];
    for (const size of sizes) {
      const server = await place.serve(size.name);
      const { person, room } = await fill(server.ownerUrl, size.rooms, size.entries);
      filled.push({ server, room, cookie: await signIn(server.ownerUrl, person) });
    }
    const results: Result[] = [];
    for (const [name, path] of Object.entries(screens)) {
      const times: number[][] = filled.map(() => []);
      for (let round = -5; round < rounds; round += 1)
        for (const [index, { server, room, cookie }] of filled.entries()) {
          const took = await timed(`${server.url}${path(room)}`, cookie);
          if (round >= 0) times[index]?.push(took);
        }
      const [small = 0, large = 0] = times.map(median);
      results.push({ what: `${name}, 100 rooms`, value: small, unit: "ms" });
      results.push({ what: `${name}, ${rooms} rooms`, value: large, unit: "ms" });
      results.push({
        what: `${name}, ${rooms} : 100 rooms`,
        value: large / small,
        unit: "ratio",
        budget: 1.3,
      });
    }
    return results;
  } finally {
    await place.stop();
  }
}

const screens: Record<string, (room: string) => string> = {
  "room overview": (room) => `/rooms/${room}`,
  "room overview, data only": (room) => `/rooms/${room}.data`,
  documents: (room) => `/rooms/${room}/documents`,
  "documents, data only": (room) => `/rooms/${room}/documents.data`,
  "room log, data only": (room) => `/rooms/${room}/log.data`,
  "my rooms, data only": () => "/_.data",
};

await alone(import.meta.main, () =>
  growth(Number(process.argv[2] ?? 20_000), Number(process.argv[3] ?? 4_000_000)),
);
