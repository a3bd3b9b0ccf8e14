/** Path data of every icon, 20 × 20 units. The audience icons show the line of visibility and which part of the room is meant. */
export const iconPaths = {
  add: "M10 4v12M4 10h12",
  "arrow-left": "M16 10H4m5-5-5 5 5 5",
  "arrow-right": "M4 10h12m-5-5 5 5-5 5",
  // Everyone: two people.
  "audience-room":
    "M7.5 4a2.7 2.7 0 1 1 0 5.4 2.7 2.7 0 0 1 0-5.4zM2.5 16.5c0-3 2-4.7 5-4.7s5 1.7 5 4.7M13 4.3a2.5 2.5 0 0 1 0 4.8m1.5 2.9c2 .6 3 2.2 3 4.5",
  // A frame cut by the line: the filled part is the one that is meant, below it the supplier, above it the customer.
  "audience-seller": "M3 3h14v14H3zM3 10h1.5m3 0h1m3 0h1m3 0H17",
  "audience-buyer": "M3 3h14v14H3zM3 10h1.5m3 0h1m3 0h1m3 0H17",
  // A sealed letter: prices and contracts.
  "audience-commercial": "M2.5 4.5h15v11h-15zM3 5l5 4m9-4-5 4",
  // A ring of chosen people.
  "audience-custom": "M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15z",
  bell: "M4 14.5h12M5.5 14.5V9a4.5 4.5 0 0 1 9 0v5.5M9 17h2M10 3v1.5",
  calendar: "M3 4.5h14V17H3zM3 8.5h14M6.5 2.5v3.5m7-3.5v3.5",
  check: "m4 10.5 4 4 8-9",
  "chevron-down": "m5 7.5 5 5 5-5",
  "chevron-right": "m7.5 5 5 5-5 5",
  "chevron-up": "m5 12.5 5-5 5 5",
  clock: "M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4zM10 6v4.2l3 1.8",
  close: "m5 5 10 10M15 5 5 15",
  document: "M4.5 2.5h7l4 4v11h-11zM11.5 2.5v4h4M7.5 10.5h5m-5 3h5",
  download: "M10 3v9.5m-4-4 4 4 4-4M3.5 16.5h13",
  edit: "M4 16l.8-3.5L13.5 4 16 6.5 7.5 15.2zM11.8 5.7l2.5 2.5",
  external: "M8 4H4v12h12v-4M11.5 3.5h5v5M16 4l-7 7",
  eye: "M2 10c2-3.7 4.7-5.5 8-5.5s6 1.8 8 5.5c-2 3.7-4.7 5.5-8 5.5S4 13.7 2 10zM10 7.7a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 0 1 0-4.6z",
  filter: "M3 5h14M6 10h8m-5 5h2",
  "fit-page": "M5 2.5h10v15H5zM10 6v8m-2-6 2-2 2 2m-4 4 2 2 2-2",
  "fit-width": "M2.5 4v12m15-12v12M5 10h10M7.5 7.5 5 10l2.5 2.5m5-5L15 10l-2.5 2.5",
  globe:
    "M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4zM3 10h14M10 3c-4.4 4-4.4 10 0 14 4.4-4 4.4-10 0-14z",
  handover: "M2.5 7h9m-3-3 3 3-3 3M17.5 13h-9m3-3-3 3 3 3",
  help: "M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4zM7.7 8a2.3 2.3 0 1 1 3.3 2c-.7.4-1 .8-1 1.5M10 14v.2",
  info: "M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4zM10 9.5V14M10 6.3v.2",
  lock: "M4.5 9h11v8h-11zM6.8 9V6.2a3.2 3.2 0 0 1 6.4 0V9M10 12v2",
  log: "M5 3.5h10.5v13H5zM3 6.5h3M3 10h3m-3 3.5h3M9 7.5h3.5m-3.5 4h3.5",
  mail: "M3 5h14v10.5H3zM3 5.5l7 5 7-5",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  minus: "M4 10h12",
  more: "",
  overview: "M3 9.5 10 3.5l7 6M5 8.5v8h10v-8M8.5 16v-4.5h3V16",
  people:
    "M7.5 4a2.7 2.7 0 1 1 0 5.4 2.7 2.7 0 0 1 0-5.4zM2.5 16.5c0-3 2-4.7 5-4.7s5 1.7 5 4.7M13 4.3a2.5 2.5 0 0 1 0 4.8m1.5 2.9c2 .6 3 2.2 3 4.5",
  person: "M10 3.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM4 16.5c0-3.1 2.4-5 6-5s6 1.9 6 5",
  phone: "M4 3.5h3l1.5 3.5-2 1.5c1 2.2 2.8 4 5 5l1.5-2 3.5 1.5v3c-6.5 .8-13.3-6-12.5-12.5z",
  problem: "M7 2.8h6L17.2 7v6L13 17.2H7L2.8 13V7zM10 6.2v4.6M10 13.5v.2",
  process: "M2.5 4h5v4.5h-5zM12.5 11.5h5V16h-5zM7.5 6.25H15v5.25",
  proposal: "M4.5 2.5h11v15h-11zM7.5 6.5h5M7.5 9.5h5M7 14c1-1.5 1.8-1.5 2 0s1.5 .5 3.5-.5",
  reference: "M4 17V3h8.5L16 6.5V17l-6-3.5z",
  rotate: "M15.5 6.5A7 7 0 1 0 17 10M16 2.5v4.3h-4.3",
  search: "M8.8 3.5a5.3 5.3 0 1 1 0 10.6 5.3 5.3 0 0 1 0-10.6zM12.7 12.7 17 17",
  send: "M3 4l14 6-14 6 2-6zM5 10h6",
  settings: "M3 6h7m4 0h3M3 14h3m4 0h7M10 4h4v4h-4zM6 12h4v4H6z",
  specification: "M3.5 4.5h1m-1 5.5h1m-1 5.5h1M8 4.5h8.5M8 10h8.5M8 15.5h8.5",
  success: "M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4zM6.5 10.2l2.5 2.5 4.5-5.2",
  thread: "M3 4h14v10H9.5L6 17v-3H3zM6.5 7.5h7m-7 3h5",
  upload: "M10 13V3.5m-4 4 4-4 4 4M3.5 16.5h13",
  value: "M3.5 3v13.5H17M6.5 13.5V10m4 3.5V7m4 6.5V4.5",
  video: "M2.5 5.5h10v9h-10zM12.5 9l5-2.5v7l-5-2.5",
  warning: "M10 3 17.8 16.5H2.2zM10 8v4M10 14v.2",
} as const;

/** Parts that are filled instead of drawn. */
export const iconFills: Partial<Record<IconName, string>> = {
  "audience-seller": "M3 12h14v5H3z",
  "audience-buyer": "M3 3h14v5H3z",
  more: "M3 8.5h3v3H3zM8.5 8.5h3v3h-3zM14 8.5h3v3h-3z",
  "audience-commercial": "M10 8.2a2.6 2.6 0 1 1 0 5.2 2.6 2.6 0 0 1 0-5.2z",
  "audience-custom":
    "M10 5a1.6 1.6 0 1 1 0 3.2A1.6 1.6 0 0 1 10 5zM6.7 10.7a1.6 1.6 0 1 1 0 3.2 1.6 1.6 0 0 1 0-3.2zM13.3 10.7a1.6 1.6 0 1 1 0 3.2 1.6 1.6 0 0 1 0-3.2z",
};

export type IconName = keyof typeof iconPaths;
