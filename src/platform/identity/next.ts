/**
 * Where to go after signing in: one of our own addresses, or the start page. Anything that a browser could read as another
 * site (`//evil`, `/\evil`, `https:…`, control characters) is the start page, and so are the doors themselves.
 */
export function safeNext(wanted: string | null | undefined): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them from addresses, so they must not pass
  if (!wanted || !/^\/(?![/\\])/.test(wanted) || /[\u0000-\u001f\u007f\\]/.test(wanted)) return "/";
  const base = "https://own.invalid";
  try {
    const url = new URL(wanted, base);
    if (url.origin !== base || /^\/(sign-in|sign-out|api|language|first-owner)(\/|$)/.test(url.pathname))
      return "/";
    const path = url.pathname + url.search + url.hash;
    return path.startsWith("//") ? "/" : path;
  } catch {
    return "/";
  }
}
