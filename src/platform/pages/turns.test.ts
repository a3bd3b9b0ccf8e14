import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { sharedMaking } from "./making.ts";
import { Dropped, type Turn, turns } from "./turns.ts";

/** Work that notes when it is done, a moment after it began. */
function noted(order: string[]) {
  return (name: string) => async () => {
    await pause(2);
    order.push(name);
  };
}

test("what is looked at comes before thumbnails and jobs, and people take turns", async () => {
  const queue = turns(1);
  const order: string[] = [];
  const work = noted(order);
  const add = (name: string, turn: Turn) => queue.add(work(name), turn).done;
  const all = [
    add("first", { who: "ann" }),
    add("job", { urgency: "later", who: "job" }),
    add("thumb", { urgency: "small", who: "ann" }),
    ...[1, 2, 3].map((n) => add(`ann ${n}`, { who: "ann" })),
    ...[1, 2].map((n) => add(`bob ${n}`, { who: "bob" })),
  ];
  await Promise.all(all);
  expect(order).toEqual(["first", "bob 1", "ann 1", "bob 2", "ann 2", "ann 3", "thumb", "job"]);
});

test("what has waited long is not passed for ever", async () => {
  const queue = turns(1, 10);
  const order: string[] = [];
  const work = noted(order);
  const first = queue.add(work("first"));
  const job = queue.add(work("job"), { urgency: "later" });
  const more = Array.from({ length: 40 }, async (_, n) => {
    await pause(n);
    await queue.add(work(`page ${n}`), { who: String(n) }).done;
  });
  await Promise.all([first.done, job.done, ...more]);
  expect(order.indexOf("job")).toBeLessThan(order.length - 1);
});

test("what nobody waits for any more is dropped, and what others still wait for is not", async () => {
  const queue = turns(1);
  const order: string[] = [];
  const work = noted(order);
  const shared = sharedMaking<void>((task, turn) => queue.add(task, turn));
  const [ann, bob] = [new AbortController(), new AbortController()];
  const begun = shared("begun", work("begun"));
  const left = shared("left", work("left"), { signal: ann.signal });
  const kept = [
    shared("kept", work("kept"), { signal: ann.signal, urgency: "small" }),
    shared("kept", work("kept again"), { signal: bob.signal }),
  ];
  ann.abort();
  await expect(left).rejects.toBeInstanceOf(Dropped);
  await expect(kept[0]).rejects.toBeInstanceOf(Dropped);
  await Promise.all([begun, kept[1]]);
  expect(order).toEqual(["begun", "kept"]);
  expect(queue.waiting).toBe(0);
});

test("a failure is told to all who wait and keeps nobody from the next try", async () => {
  const queue = turns(1);
  const shared = sharedMaking<number>((task, turn) => queue.add(task, turn));
  const bad = async () => {
    throw new Error("bad page");
  };
  const both = [shared("x", bad), shared("x", bad)];
  for (const one of both) await expect(one).rejects.toThrow("bad page");
  expect(await shared("x", async () => 1)).toBe(1);
});
