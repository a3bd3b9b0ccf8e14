import type { z } from "zod";
import type { Subject } from "#platform/roomlog/index.ts";
import { type subjectShown, subjectType } from "../model/schema.ts";

interface Thread {
  id: string;
  subject_type: string;
  subject_id: string | null;
}

/** What a thread can be about, for `findSubjects`: a thing, and of a document perhaps a place on its pages. */
export const spokenOf = (thread: Thread) => [
  { type: thread.subject_type, id: thread.subject_id },
  ...(thread.subject_type === "document" ? [{ type: "thread-place", id: thread.id }] : []),
];

/** What it is about, as far as the reader sees it. */
export function subjectOf(thread: Thread, found: Map<string, Subject>): z.infer<typeof subjectShown> {
  const thing = thread.subject_id ? found.get(thread.subject_id) : undefined;
  const place = thing && found.get(thread.id);
  if (place?.values)
    return {
      type: "place",
      id: thread.subject_id,
      title: place.title,
      path: place.path,
      values: place.values,
      mark: place.mark,
    };
  return {
    type: subjectType.parse(thread.subject_type),
    id: thread.subject_id,
    title: thing?.title ?? null,
    path: thing?.path ?? null,
  };
}
