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
