import type { Box, Shape } from "../model/geometry.ts";
import type { Kind } from "../model/kinds.ts";
import { rectOf } from "./appearance.ts";
import { quadOf } from "./dictionary.ts";
import { colours, type Note, reviewOf, round } from "./note.ts";
import { notesFrom, type RawNote } from "./reading.ts";
import { type PdfDictionary, pdfDate } from "./value.ts";
import { type Element, escaped, readXml } from "./xml.ts";

const elementOf: Record<Kind, string> = {
  pin: "text",
  area: "square",
  highlight: "highlight",
  strike: "strikeout",
  ink: "ink",
  arrow: "line",
};

type Attributes = Record<string, string | number | undefined>;
const tag = (name: string, attributes: Attributes, inside: string) =>
  `<${name}${Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? "" : ` ${key}="${escaped(String(value))}"`))
    .join("")}>${inside}</${name}>`;

/** Comments as XFDF (ISO 19444-1): what can be read into a PDF that somebody has already. */
export function xfdfOf(notes: readonly Note[], file: string): string {
  const body = notes.flatMap((note) => [annotation(note), ...answers(note)]).join("\n");
  return `<?xml version="1.0" encoding="UTF-8"?>
<xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve">
<f href="${escaped(file)}"/>
<annots>
${body}
</annots>
</xfdf>
`;
}

const contents = (text: string) => tag("contents", {}, escaped(text));
const colour = (kind: Kind) =>
  `#${colours[kind]
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;

function annotation(note: Note): string {
  const { shape } = note;
  const drawn =
    "strokes" in shape
      ? tag(
          "inklist",
          {},
          shape.strokes
            .map((points) => tag("gesture", {}, points.map((point) => point.map(round).join(",")).join(";")))
            .join(""),
        )
      : "";
  return tag(
    elementOf[note.kind],
    {
      page: note.page,
      rect: rectOf(note.kind, shape).join(","),
      name: note.id,
      title: note.author,
      subject: note.subject,
      date: note.at ? pdfDate(note.at) : undefined,
      creationdate: note.at ? pdfDate(note.at) : undefined,
      color: colour(note.kind),
      flags: "print",
      ...particular(note.kind, shape),
    },
    contents(note.text) + drawn,
  );
}

function particular(kind: Kind, shape: Shape): Attributes {
  if ("at" in shape) return { icon: "Comment" };
  if ("line" in shape)
    return {
      start: shape.line[0].map(round).join(","),
      end: shape.line[1].map(round).join(","),
      head: "None",
      tail: "OpenArrow",
    };
  if ("strokes" in shape) return {};
  if (kind === "area") return { fringe: "1,1,1,1" };
  return { coords: shape.boxes.flatMap(quadOf).join(",") };
}

function answers(note: Note): string[] {
  const below = { page: note.page, rect: rectOf(note.kind, note.shape).join(","), inreplyto: note.id };
  const review = reviewOf[note.state];
  return [
    ...note.replies.map((reply) =>
      tag(
        "text",
        {
          ...below,
          name: reply.id,
          title: reply.author,
          subject: note.subject,
          creationdate: pdfDate(reply.at),
          date: pdfDate(reply.at),
          replyType: "reply",
          flags: "hidden,print,nozoom,norotate",
        },
        contents(reply.text),
      ),
    ),
    ...(review
      ? [
          tag(
            "text",
            {
              ...below,
              name: `${note.id}-state`,
              title: note.settled?.author,
              date: note.settled ? pdfDate(note.settled.at) : undefined,
              statemodel: "Review",
              state: review,
              flags: "hidden,print,nozoom,norotate",
            },
            contents(note.settled?.reason ?? review),
          ),
        ]
      : []),
  ];
}

const subtypes: Record<string, string> = {
  text: "Text",
  caret: "Caret",
  fileattachment: "FileAttachment",
  highlight: "Highlight",
  underline: "Underline",
  squiggly: "Squiggly",
  strikeout: "StrikeOut",
  square: "Square",
  circle: "Circle",
  polygon: "Polygon",
  freetext: "FreeText",
  stamp: "Stamp",
  ink: "Ink",
  polyline: "PolyLine",
  line: "Line",
};
const MOST = 2000;

/** The comments of an XFDF file. @throws XmlProblem when it is none, or means harm */
export function notesOfXfdf(xml: string): Note[] {
  const root = readXml(xml);
  const list = root.children.find((one) => one.name === "annots")?.children ?? [];
  const numbers = new Map(list.map((one, index) => [one.attributes.name ?? `#${index}`, index + 1]));
  const raw = list.slice(0, MOST).flatMap((element, index): RawNote[] => {
    const subtype = subtypes[element.name];
    const page = Number(element.attributes.page);
    if (!subtype || !Number.isInteger(page) || page < 0) return [];
    const answers = numbers.get(element.attributes.inreplyto ?? "");
    return [{ page, number: index + 1, ...(answers && { answers }), dict: dictOf(element, subtype) }];
  });
  return notesFrom(raw);
}

const numbers = (text: string | undefined) =>
  (text ?? "")
    .split(/[,;\s]+/)
    .filter(Boolean)
    .map(Number)
    .filter(Number.isFinite);

function dictOf({ attributes: given, children }: Element, subtype: string): PdfDictionary {
  const inside = (name: string) => children.find((one) => one.name === name);
  const dict: PdfDictionary = {
    Subtype: { name: subtype },
    Rect: numbers(given.rect) as number[] | Box,
    Contents: (inside("contents")?.text ?? lettersOf(inside("contents-richtext"))).slice(0, 20_000),
  };
  const texts = {
    NM: given.name,
    T: given.title,
    Subj: given.subject,
    M: given.date,
    CreationDate: given.creationdate,
    State: given.state,
  };
  for (const [key, value] of Object.entries(texts)) if (value !== undefined) dict[key] = value.slice(0, 2000);
  if (given.coords) dict.QuadPoints = numbers(given.coords);
  if (given.fringe) dict.RD = numbers(given.fringe);
  if (given.start && given.end) {
    dict.L = [...numbers(given.start), ...numbers(given.end)];
    dict.LE = [{ name: given.head ?? "None" }, { name: given.tail ?? "None" }];
  }
  const gestures = inside("inklist")?.children ?? [];
  if (gestures.length > 0) dict.InkList = gestures.map(({ text }) => numbers(text));
  const vertices = inside("vertices");
  if (vertices) dict.Vertices = numbers(vertices.text);
  return dict;
}

const lettersOf = (element: Element | undefined): string =>
  element ? element.text + element.children.map(lettersOf).join("\n") : "";
