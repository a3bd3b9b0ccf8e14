import type { z } from "zod";
import { wordsIn } from "../copy/wording.ts";
import type { showActivity } from "../queries/activity.ts";
import { type Day, lateness } from "../schedule/index.ts";
import { takingIn } from "./words.ts";

export type ActivityShown = z.output<typeof showActivity.output>;

/** The page of an activity in one language, dates judged by a day. */
export function activityView(shown: ActivityShown, language: string, today: Day) {
  const say = (words: Record<string, string>) => wordsIn(words, language);
  const { activity, lanes, roles, may } = shown;
  const taking = takingIn(shown, language);
  const laneOf = new Map(lanes.map((lane) => [lane.id, lane]));
  const stepName = new Map(
    [
      ...shown.neighbours.map((one) => ({ ...one, kind: "activity" as const, paged: true })),
      ...shown.gates.map(({ mark, ...one }) => ({
        ...one,
        kind: "gate" as const,
        state: null,
        paged: mark !== null,
      })),
      ...shown.handovers.map(({ state, ...one }) => ({
        ...one,
        kind: "handover" as const,
        state: null,
        paged: state !== null,
      })),
    ].map(({ id, title, kind, state, paged }) => [id, { id, title: say(title), kind, state, paged }]),
  );
  const steps = (ids: string[]) => ids.flatMap((id) => stepName.get(id) ?? []);
  const links = new Map(shown.artefacts.map((artefact) => [artefact.id, artefact]));
  const artefactsOf = (direction: "in" | "out") =>
    activity.artefacts
      .filter((link) => link.direction === direction)
      .flatMap((link) => {
        const artefact = links.get(link.artefact);
        if (!artefact) return [];
        return [
          {
            id: artefact.id,
            key: artefact.key,
            title: say(artefact.title),
            audience: artefact.audience,
            documents: shown.documents
              .filter((one) => one.artefact === artefact.key)
              .map(({ id, number, title }) => ({ id, number, title })),
          },
        ];
      });
  const { participants, artefacts: _, title, key: __, ...rest } = activity;
  return {
    ...rest,
    title: say(title),
    phaseTitle: say(shown.phases.find(({ id }) => id === activity.phase)?.title ?? {}),
    late: lateness(activity, today),
    participants: participants.map((participant) => ({
      ...taking(participant),
      version: participant.version,
      audience: participant.audience,
      customers: laneOf.get(participant.lane)?.band === "customer",
      mayAssign: may.assign.includes(participant.id),
    })),
    needs: artefactsOf("in"),
    makes: artefactsOf("out"),
    before: steps(
      shown.dependencies.filter(({ step }) => step.id === activity.id).map(({ needs }) => needs.id),
    ),
    after: steps(
      shown.dependencies.filter(({ needs }) => needs.id === activity.id).map(({ step }) => step.id),
    ),
    history: shown.history.map(({ at, kind, who, data }) => ({
      at,
      who,
      kind: kind.replace("activity.", ""),
      detail: detailOf(data, language),
      on: typeof data.on === "string" ? data.on : null,
    })),
    seenBy: shown.seenBy,
    people: shown.people,
    events: shown.events,
    pcf: shown.pcf,
    tailor: may.tailor,
    phases: may.tailor ? shown.phases.map(({ id, title }) => ({ id, title: say(title) })) : [],
    lanes: lanes
      .filter(({ id }) => may.add.includes(id))
      .map((lane) => ({ id: lane.id, title: say(lane.title), audience: lane.audience })),
    roles: may.add.length > 0 ? roles.map((role) => ({ id: role.id, title: say(role.title) })) : [],
  };
}
export type ActivityView = ReturnType<typeof activityView>;

/** What an entry says beside who and what: a reason, a person, a team, a phase. */
function detailOf(data: Record<string, unknown>, language: string): string {
  const words = (value: unknown) =>
    value && typeof value === "object" && !Array.isArray(value)
      ? wordsIn(value as Record<string, string>, language)
      : "";
  const parts = [
    typeof data.person === "string" ? data.person : "",
    words(data.lane),
    words(data.to),
    Array.isArray(data.seenBy) ? data.seenBy.join(", ") : "",
    typeof data.reason === "string" ? data.reason : "",
  ];
  return parts.filter(Boolean).join(" · ");
}
