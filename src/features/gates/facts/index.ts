export type { BuyerAct } from "./buyer.ts";
export { conditionsOf } from "./conditions.ts";
export { gather, type Known } from "./gather.ts";
export { resting } from "./resting.ts";
