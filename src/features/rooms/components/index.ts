/** What other features may render of rooms; behind a door of its own, since it must not pull operations into the browser. */
export {
  AudienceChoice,
  byCompany,
  type ChosenAudience,
  PublishChoice,
  useNames,
} from "./AudienceChoice.tsx";
export { AudienceRuns } from "./AudienceRuns.tsx";
export { audienceMessages, audienceTone, useAudienceWords } from "./useAudienceWords.ts";
export { type RoomFrame, useRoom } from "./useRoom.ts";
export { WhoSees } from "./WhoSees.tsx";
