export {
  type Blueprint,
  type BlueprintIssue,
  describeIssue,
  parseBlueprint,
  titleIn,
} from "./model/index.ts";
