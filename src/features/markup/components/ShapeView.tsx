import type { ReactNode } from "react";
import { classes } from "#ui/index.ts";
import { type Box, type Matrix, type Shape, toPage } from "../model/geometry.ts";
import type { Kind } from "../model/kinds.ts";

/** A mark's shape on the page, in points from its upper left. The pin's is its badge, with a point under it. */
export function ShapeView(props: {
  kind: Kind;
  shape: Shape;
  matrix: Matrix;
  /** Kind of its audience; `draft` for one that is not yet sent. */
  tone: string;
  faint?: boolean;
  chosen?: boolean;
}): ReactNode {
  const { kind, shape, matrix } = props;
  const look = classes(
    "mark-shape",
    `mark-${kind}`,
    `tone-${props.tone}`,
    props.faint && "mark-faint",
    props.chosen && "mark-chosen",
  );
  if ("at" in shape) {
    const [x, y] = toPage(matrix, shape.at);
    return <circle className={look} cx={x} cy={y} r={3} />;
  }
  if ("line" in shape) {
    const [[x1, y1], [x2, y2]] = [toPage(matrix, shape.line[0]), toPage(matrix, shape.line[1])];
    const angle = Math.atan2(y2 - y1, x2 - x1);
    const side = (turn: number) => `${x2 - 9 * Math.cos(angle + turn)} ${y2 - 9 * Math.sin(angle + turn)}`;
    return <path className={look} d={`M${x1} ${y1}L${x2} ${y2}M${side(0.45)}L${x2} ${y2}L${side(-0.45)}`} />;
  }
  if ("strokes" in shape) {
    const d = shape.strokes.map(
      (stroke) => `M${stroke.map((point) => toPage(matrix, point).join(" ")).join("L")}`,
    );
    return <path className={look} d={d.join("")} />;
  }
  return (
    <g className={look}>
      {shape.boxes.map((box) => {
        const { x, y, width, height } = onPage(matrix, box);
        return kind === "strike" ? (
          <path key={box.join(" ")} d={`M${x} ${y + height / 2}h${width}`} />
        ) : (
          <rect key={box.join(" ")} x={x} y={y} width={width} height={height} />
        );
      })}
    </g>
  );
}

function onPage(matrix: Matrix, [left, bottom, right, top]: Box) {
  const [x1, y1] = toPage(matrix, [left, bottom]);
  const [x2, y2] = toPage(matrix, [right, top]);
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
}
