import { type Operation, operationNamed, operations } from "../../src/platform/operations/index.ts";

// Operations register themselves when they are imported. All of them are, whether a door or a screen imports them in the server.
const files = import.meta.glob([
  "../../src/features/**/{commands,queries}/*.ts",
  "../../src/features/**/*.ts",
  "!**/*.test.ts",
]);
for (const load of Object.values(files)) await load();

/** Every operation of the product. */
export const allOperations = (): Operation[] => operations();

/** An operation by its name. */
export function operation(name: string): Operation {
  const found = operationNamed(name);
  if (!found) throw new Error(`there is no operation ${name}`);
  return found;
}
