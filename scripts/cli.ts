/** The command line: `npm run cli -- <operation> --as=<e-mail> '<JSON>'`. It runs in the built server's module graph. */
const { runCommandLine, ConfigError } = await import(
  new URL("../build/server/index.js", import.meta.url).href
);

try {
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    write: (text: string) => console.log(text),
    complain: (text: string) => console.error(text),
  });
} catch (error) {
  console.error(error instanceof ConfigError ? (error as Error).message : error);
  process.exitCode = 1;
}
