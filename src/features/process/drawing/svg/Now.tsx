import type { ReactNode } from "react";
import type { Picture } from "../picture.ts";
import type { Layout } from "../plan/index.ts";

const AIR = 24;

/**
 * Nothing to see, but a place to jump to in a picture that is wider than the screen: the first step under way in the latest
 * phase that has one.
 */
export function Now({ picture, plan, id }: { picture: Picture; plan: Layout; id: string }): ReactNode {
  const order = picture.phases.map(({ key }) => key);
  const under = picture.activities.filter(({ state }) => state === "running" || state === "waiting");
  const latest = Math.max(...under.map(({ phase }) => order.indexOf(phase)));
  const keys = new Set(under.filter(({ phase }) => order.indexOf(phase) === latest).map(({ key }) => key));
  const boxes = plan.items.filter(({ key }) => keys.has(key)).flatMap((item) => item.boxes);
  const [first] = boxes.toSorted((a, b) => a.x - b.x || a.y - b.y);
  if (!first) return null;
  const { x, y, width, height } = first;
  return (
    <rect
      id={id}
      x={x - AIR}
      y={y - AIR}
      width={width + 2 * AIR}
      height={height + 2 * AIR}
      fill="none"
      pointerEvents="none"
    />
  );
}
