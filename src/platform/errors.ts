/**
 * A refusal with words. `code` is a key of the `problems` catalogue; `params` fill its message. Every error that a
 * person can meet is one of these; anything else is a fault and is answered without details.
 */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly params: Record<string, string | number>;
  /** Errors by field path (`participants.0.role`), each a key of the `problems` catalogue or a sentence. */
  readonly fields: Record<string, FieldProblem>;
  /** Of a stale change: what the thing says now, as far as the actor may see it. */
  readonly current: Current | undefined;

  constructor(
    code: string,
    options: {
      status?: number;
      params?: Record<string, string | number>;
      fields?: Record<string, FieldProblem>;
      current?: Current;
      cause?: unknown;
    } = {},
  ) {
    super(code, { cause: options.cause });
    this.name = "Problem";
    this.code = code;
    this.status = options.status ?? 422;
    this.params = options.params ?? {};
    this.fields = options.fields ?? {};
    this.current = options.current;
  }
}

/** What a thing says now, by the names of the command that would change it, and whose change made it say so. */
export interface Current {
  version: number;
  fields: Record<string, unknown>;
  /** Null when the log tells nobody's change that the actor may see. */
  changed: { by: string; at: string } | null;
}

export interface FieldProblem {
  code: string;
  params?: Record<string, string | number>;
}

/** What does not exist and what must not be seen are the same answer. */
export const notFound = () => new Problem("not-found", { status: 404 });

/** The person may see the thing but not do this to it. */
export const forbidden = (code = "forbidden", params: Record<string, string | number> = {}) =>
  new Problem(code, { status: 403, params });

/** Nobody is signed in. */
export const signInFirst = () => new Problem("sign-in-first", { status: 401 });

/** A change made against a state that is no longer current; nothing was overwritten. */
export const stale = (params: Record<string, string | number> = {}) =>
  new Problem("stale", { status: 409, params });

/** A rule of the field refuses; the code names the rule. */
export const refused = (code: string, params: Record<string, string | number> = {}, field?: string) =>
  new Problem(code, { status: 422, params, fields: field ? { [field]: { code, params } } : {} });
