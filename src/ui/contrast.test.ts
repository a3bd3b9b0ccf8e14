import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("./styles/tokens.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [
    String(name),
    [String(light), String(dark)] as const,
  ]),
);

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ["paper", "sheet", "wash"];
const washes = ["ok", "warn", "bad", "info", "seller", "buyer", "private"];
const text = [
  ...["ink", "muted", "accent", ...washes].flatMap((ink) =>
    grounds.map((ground) => [ink, ground, 4.5] as const),
  ),
  ...washes.flatMap((tone) =>
    ["ink", "muted", "accent", tone].map((ink) => [ink, `${tone}-wash`, 4.5] as const),
  ),
  ["on-accent", "accent", 4.5] as const,
  // Edges of controls and the focus ring are not text: 3 to 1 (WCAG 1.4.11).
  ...[...grounds, ...washes.map((tone) => `${tone}-wash`)].flatMap((ground) => [
    ["edge", ground, 3] as const,
    ["focus", ground, 3] as const,
  ]),
];

test.each(text)("%s on %s is at least %d to 1, light and dark", (ink, ground, least) => {
  const [a, b] = [tokens.get(ink), tokens.get(ground)];
  if (!a || !b) throw new Error(`no token ${a ? ground : ink}`);
  expect(contrast(a[0], b[0])).toBeGreaterThanOrEqual(least);
  expect(contrast(a[1], b[1])).toBeGreaterThanOrEqual(least);
});

/** OKLCH to sRGB (https://bottosson.github.io/posts/oklab/), each channel cut to what a screen can show. */
function srgb(l: number, c: number, degrees: number): string {
  const [a, b] = [c * Math.cos((degrees * Math.PI) / 180), c * Math.sin((degrees * Math.PI) / 180)];
  const [x, y, z] = [
    (l + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (l - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (l - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ];
  const linear = [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ];
  const channels = linear.map((share) => {
    const cut = Math.min(1, Math.max(0, share));
    return Math.round(255 * (cut <= 0.0031308 ? 12.92 * cut : 1.055 * cut ** (1 / 2.4) - 0.055));
  });
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

test("a supplier's colour, however light or dark, gives an accent that is read on every ground", () => {
  const clamps = [
    ...css.matchAll(/oklch\(from var\(--brand, #\w{6}\) (min|max)\(l, ([\d.]+)\) min\(c, ([\d.]+)\) h\)/g),
  ];
  expect(clamps.map(([, bound]) => bound)).toEqual(["min", "max"]);
  for (const [theme, [, , l = "", c = ""]] of clamps.entries())
    for (let hue = 0; hue < 360; hue += 5)
      for (const chroma of [0, Number(c) / 2, Number(c)])
        for (const ground of [...grounds, ...washes.map((tone) => `${tone}-wash`)])
          expect(
            contrast(srgb(Number(l), chroma, hue), tokens.get(ground)?.[theme] ?? ""),
            `${ground}, hue ${hue}, chroma ${chroma}`,
          ).toBeGreaterThanOrEqual(4.5);
});
