/** Gates and handovers as they run in a room. Whatever is imported here is registered: operations, and what the log calls them. */
import "./standings.ts";
import "./subjects.ts";

export { announceGate } from "./commands/announce.ts";
export { fulfilCondition } from "./commands/conditions.ts";
export { closeGate, recallGate, submitGate, voteOnGate } from "./commands/decide.ts";
export { delegate, endDelegation, nameDeciders } from "./commands/deciders.ts";
export { addEvidence, judge, override, takeEvidenceBack } from "./commands/evidence.ts";
export { answerHandover, checkHandoverItem, nameHandoverTeams, offerHandover } from "./commands/handover.ts";
export { explainLoss, losses } from "./commands/loss.ts";
export { tellOutcome } from "./commands/outcome.ts";
export { reopenGate } from "./commands/reopen.ts";
export { watchGates } from "./jobs.ts";
export { showGate } from "./queries/gate.ts";
export { showHandover } from "./queries/handover.ts";
export { type GateWaiting, gatesWaiting, gateWaiting } from "./queries/waiting.ts";
