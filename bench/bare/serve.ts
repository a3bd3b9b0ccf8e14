/** The framework's bare hello page on the same kind of server as ours: what a request costs before we do anything. */
import { createServer } from "node:http";
import { createRequestListener } from "@react-router/node";

const build = await import(new URL("../../build/bare/server/index.js", import.meta.url).href);
const server = createServer(createRequestListener({ build, mode: "production" }));
server.listen(Number(process.argv[2] ?? 4999), "127.0.0.1", () => console.log("ready"));
