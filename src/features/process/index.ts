/** The process, for the other features and the roof. */
import "./commands/add.ts";
import "./commands/change.ts";
import "./commands/participants.ts";
import "./commands/publish.ts";
import "./commands/step.ts";
import "./opening.ts";

export { enterPhase } from "./commands/course.ts";
export { dayOf } from "./commands/entry.ts";
export { audiencesOf, startProcess, takeCopy } from "./commands/start.ts";
export {
  storedBlueprint,
  storedGate,
  storedHandover,
  type Wording,
  wording,
  wordsIn,
} from "./copy/stored.ts";
export * from "./gate/index.ts";
export { takeInBlueprints } from "./jobs.ts";
export type { Blueprint, Criterion, DecisionRule, GateDefinition, Handover } from "./model/index.ts";
export { listBlueprints } from "./queries/blueprints.ts";
export { type MilestoneState, milestoneState, scheduleMilestones } from "./queries/milestones.ts";
export { readProcess, type ShownProcess, showProcess } from "./queries/process.ts";
export { declareSteps } from "./queries/subjects.ts";
export { type WaitingItem, waitingAcross, waitingFor, waitingItem } from "./queries/waiting.ts";
export { type PhaseShown, phaseShown, phasesAcross, whereWeAre } from "./queries/where.ts";
export { type Reason, reasonValues } from "./reason.ts";
export { type Standing, standingsFrom } from "./standings.ts";
export { milestoneStands } from "./view/milestone.ts";
