export { layout } from "./layout.ts";
export { numberSteps, preparePhase } from "./pack.ts";
export type { Box, DrawnItem, Layout } from "./shapes.ts";
export { SIZE } from "./sizes.ts";
export {
  type TallPhase,
  type TallStep,
  type TallTeam,
  tallLayout,
  type Zone,
  zoneOf,
} from "./tall.ts";
export { textWidth } from "./text.ts";
