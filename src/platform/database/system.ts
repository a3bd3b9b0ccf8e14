/**
 * What passes the visibility rule, or is no transaction at all. Only the platform, `jobs.ts` files and tests may import
 * this file: the dependency rules hold that.
 */
export { asSystem, databasePool } from "./actor.ts";
export { databaseAnswers } from "./answers.ts";
