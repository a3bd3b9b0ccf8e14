import { supplierAsOwner } from "./people.ts";
import { Stage } from "./stage.ts";
import { boardMachine } from "./stories/board-machine.ts";
import { dryerSection } from "./stories/dryer-section.ts";
import { monitoring } from "./stories/monitoring.ts";
import { rollHandling } from "./stories/roll-handling.ts";

/**
 * Loads the demonstration into an empty deployment, all of it through the operations: a supplier with two business lines, two
 * customers, a consultant, 25 people and four rooms in different phases (one won and handed over, one lost).
 */
export async function loadDemonstration(signal?: AbortSignal): Promise<void> {
  const stage = new Stage({ signal });
  await supplierAsOwner(stage);
  await rollHandling(stage);
  await monitoring(stage);
  await boardMachine(stage);
  await dryerSection(stage);
}
