import { type Box, boundsOf, type Point, type Shape } from "../model/geometry.ts";
import type { Kind } from "../model/kinds.ts";
import { colours, round } from "./note.ts";
import type { PdfValue } from "./value.ts";

/** Half of a pin's width, and its height, in points. */
export const PIN = { half: 9, height: 18 };
/** Room around a shape for the width of its line and the head of an arrow. */
const AROUND: Record<Kind, number> = { highlight: 0, strike: 0, area: 1, pin: 0, ink: 2, arrow: 9 };
export const LINE = 1.5;

/** The box around what is drawn. */
export function rectOf(kind: Kind, shape: Shape): Box {
  if ("at" in shape) {
    const [x, y] = shape.at;
    return [x - PIN.half, y, x + PIN.half, y + PIN.height].map(round) as Box;
  }
  const [left, bottom, right, top] = boundsOf(shape);
  const by = AROUND[kind];
  return [left - by, bottom - by, right + by, top + by].map(round) as Box;
}

/** How a mark is drawn, as a form of its own: readers that draw nothing themselves show this. */
export function appearanceOf(kind: Kind, shape: Shape): PdfValue {
  const rect = rectOf(kind, shape);
  return {
    dict: {
      Type: { name: "XObject" },
      Subtype: { name: "Form" },
      BBox: rect,
      Resources: {
        dict: {
          ExtGState: {
            dict: {
              G: {
                dict: {
                  Type: { name: "ExtGState" },
                  BM: { name: kind === "highlight" ? "Multiply" : "Normal" },
                },
              },
            },
          },
        },
      },
    },
    stream: `/G gs\n${drawn(kind, shape)}`,
  };
}

const at = ([x, y]: Point) => `${round(x)} ${round(y)}`;
const path = (points: Point[]) =>
  points.map((point, index) => `${at(point)} ${index === 0 ? "m" : "l"}`).join(" ");

function drawn(kind: Kind, shape: Shape): string {
  const [r, g, b] = colours[kind];
  const stroke = `${r} ${g} ${b} RG ${LINE} w 1 J 1 j `;
  const fill = `${r} ${g} ${b} rg `;
  if ("at" in shape) return pin(shape.at, fill);
  if ("line" in shape) return stroke + arrow(shape.line);
  if ("strokes" in shape)
    return `${stroke}${shape.strokes.map((points) => (points[1] ? `${path(points)} S` : dot(points[0] ?? [0, 0]))).join("\n")}`;
  return shape.boxes
    .map(([left, bottom, right, top]) => {
      const rectangle = `${at([left, bottom])} ${round(right - left)} ${round(top - bottom)} re`;
      if (kind === "highlight") return `${fill}${rectangle} f`;
      if (kind === "strike")
        return `${stroke}${path([
          [left, (bottom + top) / 2],
          [right, (bottom + top) / 2],
        ])} S`;
      return `${stroke}${rectangle} S`;
    })
    .join("\n");
}

const dot = (point: Point) => `${path([point, point])} S`;

/** A flag whose tip is the place. */
function pin([x, y]: Point, fill: string): string {
  const { half, height } = PIN;
  const flag: Point[] = [
    [x, y],
    [x + half, y + height / 2],
    [x, y + height],
    [x - half, y + height / 2],
  ];
  return `${fill}0.2 0.2 0.2 RG 0.7 w ${path(flag)} h B`;
}

function arrow([tail, head]: [Point, Point]): string {
  const angle = Math.atan2(head[1] - tail[1], head[0] - tail[0]);
  const wing = (turn: number): Point => [
    head[0] - 8 * Math.cos(angle + turn),
    head[1] - 8 * Math.sin(angle + turn),
  ];
  return `${path([tail, head])} S ${path([wing(0.5), head, wing(-0.5)])} S`;
}
