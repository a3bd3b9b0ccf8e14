/**
 * `npm run gallery`: every component of src/ui as static HTML in `shots/gallery/`, and, where Chromium is on the machine, pictures of it
 * (light and dark, 1280 and 390 pixels) and an axe run. Exits with 1 when axe finds something.
 */
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { AxeBuilder } from "@axe-core/playwright";
import tailwindcss from "@tailwindcss/vite";
import { chromium } from "playwright-core";
import { build, createServer } from "vite";

const out = resolve("shots/gallery");
await mkdir(out, { recursive: true });

const css = await build({
  configFile: false,
  logLevel: "warn",
  plugins: [tailwindcss()],
  build: { write: false, rollupOptions: { input: resolve("scripts/ui-gallery/gallery.css") } },
});
const files = "output" in css ? css.output : Array.isArray(css) ? css.flatMap((part) => part.output) : [];
const style = files.find((file) => file.fileName.endsWith(".css"));
const sheet = style && "source" in style ? String(style.source) : "";
await writeFile(`${out}/theme.css`, sheet);
console.log(`CSS ${sheet.length} bytes, gzip ${gzipSync(sheet).length}`);

const server = await createServer({
  configFile: false,
  server: { middlewareMode: true, ws: false },
  appType: "custom",
});
const { renderAll } = (await server.ssrLoadModule("/scripts/ui-gallery/gallery.tsx")) as {
  renderAll: () => [string, string][];
};
const pages = renderAll();
await server.close();
for (const [name, body] of pages) {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name}</title><link rel="stylesheet" href="theme.css">`;
  await writeFile(
    `${out}/${name}.html`,
    `<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`,
  );
}

const executablePath = "/usr/bin/chromium";
let found = 0;
if (existsSync(executablePath)) {
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1280, 390]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 844 } });
      const page = await context.newPage();
      for (const [name] of pages) {
        await page.setViewportSize({ width, height: 844 });
        await page.goto(`file://${out}/${name}.html`);
        await page.screenshot({ path: `${out}/${name}-${width}-${colorScheme}.png`, fullPage: true });
        // The bar at a phone's foot covers what is half scrolled under it; axe is to judge the page, not the scroll position.
        await page.setViewportSize({
          width,
          height: await page.evaluate(() => document.documentElement.scrollHeight),
        });
        const { violations } = await new AxeBuilder({ page })
          .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"])
          .analyze();
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (overflow > 0) console.log(`${name} ${width}: ${overflow} px too wide`);
        for (const { id, help, nodes } of violations) {
          found += nodes.length;
          console.log(`${name} ${width} ${colorScheme}: ${id}, ${help}`);
          for (const node of nodes.slice(0, 3))
            console.log(
              `  ${node.html.slice(0, 160)}\n  ${node.failureSummary?.split("\n")[1]?.slice(0, 200)}`,
            );
        }
      }
      await context.close();
    }
  }
  await browser.close();
}
process.exitCode = found > 0 ? 1 : 0;
