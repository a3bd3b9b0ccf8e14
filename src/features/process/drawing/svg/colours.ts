/**
 * The design system's tokens, each with its light value: the drawing follows the reader's theme on a screen, and stands
 * on its own where there are no tokens (print of a saved file, a drawing program).
 */
export const COLOUR = {
  sheet: "var(--sheet, #ffffff)",
  ink: "var(--ink, #1c1f24)",
  muted: "var(--muted, #565c65)",
  rule: "var(--rule, #dbd8d0)",
  edge: "var(--edge, #7f7d76)",
  wash: "var(--wash, #f2f0ea)",
  accent: "var(--accent, #1f4a7a)",
  seller: "var(--seller, #6b5000)",
  sellerWash: "var(--seller-wash, #fbf4dc)",
  ok: "var(--ok, #1d6b3f)",
  okWash: "var(--ok-wash, #edf6f0)",
  warn: "var(--warn, #964300)",
  warnWash: "var(--warn-wash, #fdf0e5)",
  bad: "var(--bad, #a3231f)",
  info: "var(--info, #2a5583)",
  infoWash: "var(--info-wash, #eef3f9)",
} as const;

export const FONT = "Segoe UI, Roboto, Helvetica Neue, Noto Sans, Liberation Sans, Arial, sans-serif";

/** The same markup with plain colours, for programs that know no custom properties. */
export function withPlainColours(svg: string): string {
  return svg.replaceAll(/var\(--[a-z-]+,\s*(#[0-9a-f]{3,6})\)/g, "$1");
}
