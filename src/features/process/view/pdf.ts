import { typesetPdf } from "#platform/typeset/index.ts";
import type { Picture } from "../drawing/index.ts";
import { drawFile } from "./draw.tsx";

const SOURCE = `#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set page(paper: "a3", flipped: true, margin: (x: 10mm, top: 12mm, bottom: 12mm),
  footer: text(size: 8pt, fill: luma(35%))[#data.room #h(1fr) #data.day])
#set text(lang: data.lang, font: "Libertinus Serif", size: 10pt)
#align(center + horizon, image("picture.svg", alt: data.description, width: 100%, height: 100%, fit: "contain"))`;

/** One sheet of A3 with the picture, the room's name and the day. */
export function picturePdf(
  picture: Picture,
  about: { room: string; day: string; language: string; madeAt: Date },
): Promise<Uint8Array<ArrayBuffer>> {
  // In print the font is one that is always there, so that the same picture gives the same sheet on every machine.
  const svg = drawFile(picture).replace(/font-family="[^"]*"/g, 'font-family="Libertinus Serif"');
  return typesetPdf(SOURCE, {
    files: { "picture.svg": svg },
    inputs: {
      title: picture.title,
      description: picture.description,
      room: about.room,
      day: about.day,
      lang: about.language,
    },
    madeAt: about.madeAt,
  });
}
