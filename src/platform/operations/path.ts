/** Names in braces of an operation's path: `/rooms/{room}` has `room`. */
export const pathNames = (path: string): string[] =>
  [...path.matchAll(/\{([a-zA-Z]+)\}/g)].map((match) => match[1] ?? "");
