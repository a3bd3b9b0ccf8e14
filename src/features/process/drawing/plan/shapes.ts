import type { Band, Line } from "../../model/index.ts";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  /** The box that holds the words; the others repeat them quietly. */
  main: boolean;
  /** Part of its left edge that belongs to the lane that leads. */
  lead?: { y: number; height: number };
  /** Heights of lane borders within it. */
  ticks: number[];
  /** Top of its words. */
  textY: number;
  lines: string[];
}

export interface DrawnItem {
  key: string;
  kind: "activity" | "handover";
  number: string;
  boxes: Box[];
  /** The thread between boxes and notes, when there is one: where it runs, and where it meets boxes. */
  thread?: { x: number; top: number; bottom: number; stubs: { y: number; to: number }[] };
  notes: { x: number; y: number; part: "consult" | "inform" }[];
}

export interface DrawnGate {
  key: string;
  x: number;
  y: number;
  lines: string[];
}

export interface Layout {
  width: number;
  height: number;
  left: number;
  top: number;
  bottom: number;
  phases: { key: string; x: number; width: number; lines: string[] }[];
  bands: { key: Band; y: number; height: number }[];
  lanes: { key: string; y: number; height: number; lines: string[] }[];
  lines: { key: Line; y: number }[];
  items: DrawnItem[];
  gates: DrawnGate[];
}
