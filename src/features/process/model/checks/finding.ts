/** Something wrong in a blueprint that is well formed: where (a path into the YAML) and what, in words. */
export interface Finding {
  path: (string | number)[];
  message: string;
}

/** Where a step's participant is written in the YAML, which keeps participants as a map. */
export function participantPath(activity: number, participant: { lane: string; role: string }) {
  return ["activities", activity, "participants", `${participant.lane}/${participant.role}`];
}
