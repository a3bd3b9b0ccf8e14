import type { ReactNode } from "react";
import type { Picture } from "../picture.ts";
import { layout } from "../plan/index.ts";
import { FONT } from "./colours.ts";
import { Gates } from "./Gates.tsx";
import { Ground } from "./Ground.tsx";
import { Legend } from "./Legend.tsx";
import { Now } from "./Now.tsx";
import { Steps } from "./Steps.tsx";

/**
 * The blueprint as a drawing: six bands and five lines, phases as columns, lanes as rows. It is one picture to whoever
 * listens (its description points to the list that says the same); with links it is a group instead, so that they can be
 * reached. `id` must be unique on the page.
 */
export function BlueprintPicture({ picture, id }: { picture: Picture; id: string }): ReactNode {
  const plan = layout(picture);
  const linked = [...picture.activities, ...picture.gates, ...picture.handovers].some((step) => step.href);
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${Math.ceil(plan.width)} ${Math.ceil(plan.height)}`}
      width={Math.ceil(plan.width)}
      height={Math.ceil(plan.height)}
      role={linked ? "group" : "img"}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-description`}
      className="blueprint-picture"
      fontFamily={FONT}
    >
      <title id={`${id}-title`}>{picture.title}</title>
      <desc id={`${id}-description`}>{picture.description}</desc>
      <Ground picture={picture} plan={plan} />
      <Gates picture={picture} plan={plan} />
      <Steps picture={picture} plan={plan} />
      <Legend picture={picture} plan={plan} />
      <Now picture={picture} plan={plan} id={`${id}-now`} />
    </svg>
  );
}
