/** Why sales are lost, in the words of either side. `no-go` and `no-decision` come from gates. */
export const LOSS_CATEGORIES = [
  "price",
  "scope",
  "technology",
  "time",
  "terms",
  "trust",
  "competitor",
  "financing",
  "postponed",
  "no-need",
  "no-go",
  "no-decision",
  "other",
] as const;
