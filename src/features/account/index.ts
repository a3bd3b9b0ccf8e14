/** Accounts and the deployment's own people, for the other features: operations only. */

export {
  addressFreed,
  inviteColleague,
  renewColleague,
  setDisabled,
  setOwner,
  signInLink,
  withdrawColleague,
} from "./commands/people.ts";
export { changeLanguage, changeProfile } from "./commands/profile.ts";
export { profile } from "./queries/profile.ts";
