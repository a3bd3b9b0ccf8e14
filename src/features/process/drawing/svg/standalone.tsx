import { renderToStaticMarkup } from "react-dom/server";
import type { Picture } from "../picture.ts";
import { BlueprintPicture } from "./BlueprintPicture.tsx";
import { withPlainColours } from "./colours.ts";

/** The drawing as a file of its own: plain colours, no links, nothing it would have to fetch. For the server only. */
export function standaloneSvg(picture: Picture): string {
  const bare = <T extends { href?: string }>({ href: _, ...step }: T) => step;
  const unlinked: Picture = {
    ...picture,
    activities: picture.activities.map(bare),
    gates: picture.gates.map(bare),
    handovers: picture.handovers.map(bare),
  };
  const markup = renderToStaticMarkup(<BlueprintPicture picture={unlinked} id="blueprint" />);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${withPlainColours(markup)}\n`;
}
