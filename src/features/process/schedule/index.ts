export * from "./activity.ts";
export { addDays, type Day, daysBetween } from "./days.ts";
export { type PlannedDates, type TypicalPlan, typicalPlan } from "./plan.ts";
export { openBefore, type PhaseProgress, progress } from "./progress.ts";
export { type Wait, type WaitingActivity, type WaitingMatter, waits } from "./waits.ts";
