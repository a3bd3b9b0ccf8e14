import { currentRound, type Rounds, wordsIn } from "#features/process/index.ts";
import type { Emitted } from "#platform/roomlog/index.ts";
import type { Course } from "./course/index.ts";

/** A log entry about a gate for those who decide on it, or for those who see it. */
export function gateEntry(
  course: Pick<Course, "room" | "gate" | "title" | "audience">,
  kind: `gate.${string}`,
  data: Record<string, unknown> = {},
  audience = course.audience,
): Emitted {
  return {
    room: course.room,
    audience,
    kind,
    subject: { type: "gate", id: course.gate },
    data: { title: wordsIn(course.title, "en"), words: course.title, ...data },
  };
}

/** Whom it concerns that a gate was opened again: who had submitted it, and who decided or was to decide. */
export function concerned(rounds: Rounds): string[] {
  const { submission } = currentRound(rounds);
  if (!submission) return [];
  return [...new Set([submission.by, ...submission.seats.flatMap(({ holders }) => holders)])];
}
