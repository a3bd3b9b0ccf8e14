import { notFound, Problem, refused } from "../errors.ts";

/**
 * Puts the database's refusals of a door into the words that operations use: its own code, or "not here" for what must not
 * be told apart. Faults pass.
 */
export function doorProblem(error: unknown): unknown {
  if (error instanceof Problem || !(error instanceof Error) || !("code" in error)) return error;
  if (error.code === "42501") return notFound();
  if (error.code === "23505") return new Problem("already-exists", { status: 409, cause: error });
  if (error.code === "P0001" && /^[a-z]+(-[a-z]+)*$/.test(error.message)) return refused(error.message);
  return error;
}
