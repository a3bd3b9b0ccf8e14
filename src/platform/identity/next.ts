const base = "https://own.invalid";

/**
 * One of our own addresses as it was given, or the start page. Anything that a browser could read as another site
 * (`//evil`, `/\\evil`, `https:…`, control characters) is the start page.
 */
export function ownPath(wanted: string | null | undefined): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them from addresses, so they must not pass
  if (!wanted || !/^\/(?![/\\])/.test(wanted) || /[\u0000-\u001f\u007f\\]/.test(wanted)) return "/";
  try {
    const url = new URL(wanted, base);
    const path = url.pathname + url.search + url.hash;
    return url.origin !== base || path.startsWith("//") ? "/" : path;
  } catch {
    return "/";
  }
}

/** Where to go after signing in: one of our own addresses, but none of the doors themselves. */
export function safeNext(wanted: string | null | undefined): string {
  const path = ownPath(wanted);
  return /^\/(sign-in|sign-out|api|language|first-owner)([/?#]|$)/.test(path) ? "/" : path;
}
