import { Problem } from "../errors.ts";

/** Every way in which a file can be refused or lost, and the HTTP status that fits. The words stand in the `problems` catalogue. */
const STATUS = {
  "file-too-large": 413,
  "file-empty": 422,
  "file-executable": 422,
  "file-type-not-allowed": 415,
  "file-type-mismatch": 422,
  "archive-damaged": 422,
  "archive-too-large": 422,
  "image-too-large": 422,
  "upload-interrupted": 400,
  "upload-malformed": 400,
  "too-many-files": 413,
  "too-many-fields": 413,
  "text-too-long": 413,
  "file-infected": 422,
  "file-not-scanned": 503,
  "file-too-large-to-scan": 422,
  "upload-damaged": 422,
  "upload-unfinished": 409,
  "upload-no-space": 507,
  "uploads-too-many": 429,
  "uploads-too-much": 413,
  "upload-length-missing": 400,
  "upload-name-malformed": 400,
  "file-missing": 404,
  "file-store-away": 503,
} as const;

/** Every code there is. */
export const codes = Object.keys(STATUS) as FileProblemCode[];

export type FileProblemCode = keyof typeof STATUS;

/**
 * A file was refused, or could not be kept or found. Sizes in `params` are whole `megabytes` (of a million bytes) or
 * `megapixels`, as people read them.
 */
export class FileProblem extends Problem {
  override name = "FileProblem";

  /** @param field name of the form field the file came in */
  constructor(
    code: FileProblemCode,
    params: Record<string, string | number> = {},
    { field, cause }: { field?: string; cause?: unknown } = {},
  ) {
    super(code, { status: STATUS[code], params, fields: field ? { [field]: { code, params } } : {}, cause });
  }

  /** The same refusal, told of the form field that the file came in. */
  inField(field: string): FileProblem {
    return new FileProblem(this.code as FileProblemCode, this.params, { field, cause: this.cause });
  }
}

/** Bytes as whole megabytes, for `params`. */
export const megabytes = (bytes: number): number => Math.max(1, Math.floor(bytes / 1_000_000));
