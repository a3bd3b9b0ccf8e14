/**
 * Rooms, for the other features: operations and rules. What may be rendered in the browser is behind the second door,
 * `components/index.ts`, because a screen's components must never pull the database into the browser.
 */
import "./commands/audiences.ts";
import "./commands/change.ts";
import "./commands/contacts.ts";
import "./commands/invitations.ts";
import "./commands/members.ts";
import "./commands/open.ts";
import "./commands/view-as.ts";
import "./queries/audience.ts";
import "./queries/inviting.ts";
import "./queries/member.ts";
import "./queries/opening.ts";
import "./queries/people.ts";

export { countInFrame } from "./frame-counts.ts";
export {
  type AudienceWithPeople,
  covers,
  isWider,
  type Seen,
  wouldGain,
  wouldLose,
} from "./model/audience.ts";
export {
  type AudienceKind,
  audienceKind,
  type Role,
  role,
  roomState,
  type Side,
  side,
} from "./model/room.ts";
export {
  type BlueprintChoice,
  blueprintChoicesFrom,
  type OpenedRoom,
  onRoomOpened,
  type RoomOpenedHook,
} from "./opened.ts";
export { audiencePeople, audiencesMine, myAudiences } from "./queries/audiences.ts";
export { contactsList } from "./queries/contacts.ts";
export {
  type RoomField,
  type RoomFieldName,
  roomDetails,
  roomFieldNames,
  roomFields,
} from "./queries/details.ts";
export { roomFrame } from "./queries/frame.ts";
export { assertWider, peopleOf } from "./wider.ts";
