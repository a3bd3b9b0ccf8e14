export type { Activity, Alternative, Handover, Participant } from "./activity.ts";
export type { Artefact, Category } from "./artefact.ts";
export { type Phase, type Role, type Title, titleIn } from "./basics.ts";
export type { Blueprint } from "./blueprint.ts";
export { type Classification, parseClassification } from "./classification.ts";
export { chooseOptions, isTouchPoint } from "./derive.ts";
export {
  type Approver,
  approversFor,
  type Criterion,
  type DecisionRule,
  type GateDefinition,
} from "./gate.ts";
export type { Lane } from "./lane.ts";
export { type BlueprintIssue, describeIssue, type ParsedBlueprint, parseBlueprint } from "./parse.ts";
export * from "./words.ts";
