/**
 * What belongs together, in the order in which it comes. As `Map.groupBy`, which Safari has only since 17.4: what runs in browsers
 * takes this one.
 */
export function grouped<One, Key>(all: Iterable<One>, keyOf: (one: One) => Key): Map<Key, One[]> {
  const groups = new Map<Key, One[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
