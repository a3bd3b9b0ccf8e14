export { type Capability, rightsOf, seatAllows } from "./capabilities.ts";
export { describeBytes } from "./openapi.ts";
export { command, type Operation, operationNamed, operations, query, type Work } from "./operation.ts";
export { inputProblem, run, switchChecksOff } from "./run.ts";
