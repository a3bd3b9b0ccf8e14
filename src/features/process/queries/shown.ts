import { z } from "zod";
import { wording } from "../copy/stored.ts";
import { BANDS, CHANNELS, PARTS, SIDES, STAGES } from "../model/index.ts";
import { ACTIVITY_STATES } from "../schedule/index.ts";
import { standing } from "../standings.ts";
import { WAITED_FOR } from "../waited.ts";
import { isoDateOrNull, seenAudience } from "./shapes.ts";

const seen = { id: z.uuid(), audience: seenAudience };

const participant = z.object({
  ...seen,
  lane: z.uuid(),
  role: z.uuid().nullable(),
  part: z.enum(PARTS),
  member: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  version: z.int(),
});

export const shownActivity = z.object({
  ...seen,
  key: z.string(),
  phase: z.uuid(),
  /** Whose work it is. */
  side: z.enum(["seller", "buyer"]),
  title: wording,
  state: z.enum(ACTIVITY_STATES),
  waitingFor: z.enum(WAITED_FOR).nullable(),
  note: z.string(),
  channel: z.enum(CHANNELS).nullable(),
  plannedStart: isoDateOrNull,
  plannedEnd: isoDateOrNull,
  actualStart: isoDateOrNull,
  actualEnd: isoDateOrNull,
  version: z.int(),
  participants: z.array(participant),
  artefacts: z.array(z.object({ artefact: z.uuid(), direction: z.enum(["in", "out"]) })),
});
export type ShownActivity = z.infer<typeof shownActivity>;

export const stepRef = z.object({ kind: z.enum(["activity", "gate", "handover"]), id: z.uuid() });

export const shownProcess = z.object({
  process: z
    .object({
      id: z.uuid(),
      name: wording,
      startedOn: z.string(),
      phase: z.uuid().nullable(),
      version: z.int(),
    })
    .nullable(),
  phases: z.array(
    z.object({
      id: z.uuid(),
      key: z.string(),
      title: wording,
      short: wording,
      enteredOn: isoDateOrNull,
    }),
  ),
  lanes: z.array(
    z.object({ ...seen, key: z.string(), band: z.enum(BANDS), side: z.enum(SIDES), title: wording }),
  ),
  roles: z.array(z.object({ ...seen, key: z.string(), side: z.enum(SIDES), title: wording })),
  artefacts: z.array(z.object({ ...seen, key: z.string(), title: wording, category: z.string() })),
  activities: z.array(shownActivity),
  gates: z.array(
    z.object({
      ...seen,
      key: z.string(),
      after: z.uuid(),
      before: z.uuid(),
      title: wording,
      question: wording,
      stage: z.enum(STAGES).nullable(),
      /** How it stands; null where nobody tells. */
      mark: standing.shape.gate.unwrap().nullable(),
      plannedOn: isoDateOrNull,
      version: z.int(),
    }),
  ),
  handovers: z.array(
    z.object({
      ...seen,
      key: z.string(),
      phase: z.uuid(),
      title: wording,
      /** The teams it passes between, where all who see the handover may know them. */
      from: z.uuid().nullable(),
      to: z.uuid().nullable(),
      state: standing.shape.handover.unwrap().nullable(),
      plannedOn: isoDateOrNull,
      version: z.int(),
    }),
  ),
  /** `step` usually comes after `needs`. */
  dependencies: z.array(z.object({ step: stepRef, needs: stepRef })),
});
export type ShownProcess = z.infer<typeof shownProcess>;
