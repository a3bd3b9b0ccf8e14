import { expect, test } from "vitest";
import { textOfPdf } from "../files/text.ts";
import { typesetPdf } from "./index.ts";

const source = `#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(lang: data.lang, font: "Libertinus Serif")
= #data.title
#for line in data.lines [- #line]
#image("blueprint.svg", alt: "Blueprint")`;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="80">
  <rect width="100" height="40" fill="#eee" stroke="#333" stroke-dasharray="4 2"/>
  <text x="8" y="24" font-family="Libertinus Serif" font-size="12">Käyttöönotto</text>
</svg>`;
const inputs = {
  title: "Tarjous €",
  lang: "fi",
  lines: ["höyry 540 °C", '#read("/etc/passwd") *no* $x$ "quoted" \\'],
};
const files = { "blueprint.svg": svg };

test("makes a tagged, archivable PDF with title, language and a drawing", async () => {
  const pdf = await typesetPdf(source, { inputs, files });
  const raw = Buffer.from(pdf).toString("latin1");
  expect(raw).toMatch(/^%PDF-1\.7/);
  expect(raw).toContain("/MarkInfo");
  expect(raw).toMatch(/\/Lang \(fi\)/);
  expect(raw).toContain("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A<");
  const fonts = [...raw.matchAll(/BaseFont \/(?:[A-Z]{6}\+)?(\w+)/g)].map(([, font]) => font);
  expect(new Set(fonts)).toEqual(new Set(["LibertinusSerif"]));
  const { text } = await textOfPdf(pdf);
  for (const words of [inputs.title, "Käyttöönotto", "höyry 540 °C"]) expect(text).toContain(words);
});

test("what people typed is data, never a command", async () => {
  const { text } = await textOfPdf(await typesetPdf(source, { inputs, files }));
  expect(text).toContain('#read("/etc/passwd") *no* $x$');
});

test("the same data gives the same bytes", async () => {
  const madeAt = new Date("2026-11-22T10:00:00Z");
  const [one, two] = await Promise.all([1, 2].map(() => typesetPdf(source, { inputs, files, madeAt })));
  expect(Buffer.compare(one ?? Buffer.of(1), two ?? Buffer.of(2))).toBe(0);
});

test.each([
  ["a mistake in the source", '#set document(title: [x])\n#let x = 1 + "a"', {}],
  ["a file of the machine", '#set document(title: [x])\n#read("/etc/hostname")', {}],
  ["a file outside", '#set document(title: [x])\n#read("../../etc/hostname")', {}],
  ["a package", '#import "@preview/cetz:0.3.0"', {}],
  ["a missing title", "= Heading", {}],
  ["an odd file name", "x", { files: { "../x.svg": svg } }],
])("%s is a failure with words and a cause", async (_what, text, options) => {
  await expect(typesetPdf(text, options)).rejects.toMatchObject({
    code: "typeset-failed",
    cause: expect.any(Error),
  });
});
