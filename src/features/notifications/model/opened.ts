/**
 * Whether an address that was opened shows the thing that a notification leads to: its own screen, or one below it (the pages
 * of a document). Of a comment on a page only the address that opens this very comment; the room itself is no thing.
 */
export function opens(opened: string, thing: string): boolean {
  const here = new URL(opened, "http://x");
  const there = new URL(thing, "http://x");
  if (/^\/rooms\/[^/]+\/?$/.test(there.pathname)) return false;
  const comment = there.searchParams.get("comment");
  if (comment !== null)
    return here.pathname === there.pathname && here.searchParams.get("comment") === comment;
  return here.pathname === there.pathname || here.pathname.startsWith(`${there.pathname}/`);
}
