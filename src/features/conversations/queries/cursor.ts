/** A place in a list of threads: the time and id of the last one shown. Both are known to whoever holds the cursor. */
export const threadCursor = {
  write: (at: Date, id: string): string => Buffer.from(`${at.toISOString()} ${id}`).toString("base64url"),
  /** Null for a text that is no cursor; the list then begins at its beginning. */
  read(text: string | undefined): { at: Date; id: string } | null {
    const match = /^(\S{24}) ([0-9a-f-]{36})$/.exec(Buffer.from(text ?? "", "base64url").toString());
    const at = new Date(match?.[1] ?? Number.NaN);
    return match?.[2] && !Number.isNaN(at.getTime()) ? { at, id: match[2] } : null;
  },
};
