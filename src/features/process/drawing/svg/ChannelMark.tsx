import type { ReactNode } from "react";
import type { Channel } from "../../model/index.ts";
import { COLOUR } from "./colours.ts";

/** Small line drawings on a grid of 12: two people, a receiver, an envelope, a camera, a screen. */
const PATH: Record<Channel, string> = {
  "face-to-face":
    "M3.5 1.5a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4zM.8 10.5V9a2.7 2.7 0 0 1 5.4 0v1.5M8.6 2.3a1.5 1.5 0 1 1 0 3M8.3 6.9A2.5 2.5 0 0 1 11.2 9v1.5",
  phone:
    "M2 1.3h2.2l1 2.8-1.3 1a6.6 6.6 0 0 0 3 3l1-1.3 2.8 1V10a1.2 1.2 0 0 1-1.2 1.2A8.7 8.7 0 0 1 .8 2.5 1.2 1.2 0 0 1 2 1.3z",
  "e-mail": "M.8 2.3h10.4v7.4H.8zM.8 2.8 6 6.8l5.2-4",
  video: "M.8 3h7v6h-7zM7.8 5.4l3.4-1.9v5L7.8 6.6",
  portal: "M1 1.8h10v6.6H1zM6 8.4v2M3.6 10.6h4.8",
};

/** How the sides meet, as a mark in the corner of a box. */
export function ChannelMark({ channel, x, y }: { channel: Channel; x: number; y: number }): ReactNode {
  return (
    <path
      d={PATH[channel]}
      transform={`translate(${x} ${y}) scale(0.9)`}
      fill="none"
      stroke={COLOUR.ink}
      strokeWidth="1"
      strokeLinejoin="round"
    />
  );
}
