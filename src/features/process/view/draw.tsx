import { renderToStaticMarkup } from "react-dom/server";
import { type Catalogue, translate } from "#platform/i18n/index.ts";
import {
  BlueprintPicture,
  cutAtVisibility,
  type OutlinePhase,
  outline,
  type Picture,
  TallPicture,
  type TallStanding,
  type TallWords,
} from "../drawing/index.ts";
import { standaloneSvg } from "../drawing/svg/standalone.tsx";
import { processMessages, processRoomMessages } from "../messages.ts";
import { VISIBLE_BANDS } from "../model/index.ts";
import type { ShownProcess } from "../queries/process.ts";
import type { Day } from "../schedule/index.ts";
import { roomPicture, type Say } from "./picture.ts";

/** Sizes in percent that the picture can be looked at in; the first is the usual one. */
const ZOOMS = [75, 50, 100, 150] as const;
export type Zoom = (typeof ZOOMS)[number];

/** What a picture's page shows. Drawn on the server: the browser gets finished SVG and none of the drawing's code. */
export interface Drawn {
  title: string;
  svg: string;
  /** The same for a phone and for paper that stands upright. */
  tall: string;
  phases: OutlinePhase[];
  zoom: Zoom;
  smaller: Zoom | null;
  larger: Zoom | null;
}

/** The words of a picture in one language: the rules' catalogue, and the screens'. */
export const sayIn =
  (language: string): Say =>
  (key, values) =>
    translate(
      (processMessages.byLocale.en?.[key as never] === undefined
        ? processRoomMessages
        : processMessages) as Catalogue<string>,
      language,
      key,
      values,
    );

/** A room's picture for one reader: whoever sees nothing below the line of visibility gets it cut there once more. */
export function pictureOf(
  room: string,
  process: ShownProcess,
  reader: { language: string; today: Day },
): Picture {
  const picture = roomPicture(room, process, { ...reader, say: sayIn(reader.language) });
  const belongsBelow = process.lanes.some(({ band }) => !VISIBLE_BANDS.includes(band));
  return belongsBelow ? picture : cutAtVisibility(picture);
}

const tallWords = (say: Say): TallWords => ({
  behind: say("tall-behind"),
  yours: say("tall-yours"),
  decision: say("gate"),
  handover: say("handover"),
  parts: {
    lead: say("part-lead"),
    "co-perform": say("part-co-perform"),
    consult: say("part-consult"),
    inform: say("part-inform"),
    from: say("tall-from"),
  },
});

/** The picture as a page shows it. `asked` is the zoom of the address. */
export function draw(
  picture: Picture,
  asked: string | null,
  reader: { language: string; standing?: TallStanding },
): Drawn {
  const zoom = ZOOMS.find((one) => String(one) === asked) ?? ZOOMS[0];
  const sizes = ZOOMS.toSorted((a, b) => a - b);
  const at = sizes.indexOf(zoom);
  const svg = renderToStaticMarkup(<BlueprintPicture picture={picture} id="blueprint" />).replace(
    / width="(\d+)" height="(\d+)"/,
    (_, width: string, height: string) =>
      ` width="${Math.round((Number(width) * zoom) / 100)}" height="${Math.round((Number(height) * zoom) / 100)}"`,
  );
  return {
    title: picture.title,
    svg,
    tall: renderToStaticMarkup(
      <TallPicture
        picture={picture}
        words={tallWords(sayIn(reader.language))}
        {...(reader.standing && { standing: reader.standing })}
      />,
    ),
    phases: outline(picture),
    zoom,
    smaller: sizes[at - 1] ?? null,
    larger: sizes[at + 1] ?? null,
  };
}

/** The picture as a file that stands on its own. */
export const drawFile = (picture: Picture): string => standaloneSvg(picture);
