export type { Course, StoredCondition } from "./course.ts";
export { readCourse } from "./read.ts";
export { roundId, saveRounds, touch } from "./save.ts";
