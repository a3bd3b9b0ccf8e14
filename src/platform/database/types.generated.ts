// Written by scripts/database-types.ts from migrations/. Not edited by hand.
import type { ColumnType, Generated as KyselyGenerated } from "kysely";

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : KyselyGenerated<T>;
export type Timestamp = ColumnType<Date, Date | string, Date | string>;
type TimestampOrNull = ColumnType<Date | null, Date | string | null, Date | string | null>;
export type DateText = ColumnType<string, string, string>;
export type Int8 = number;
export type Numeric = ColumnType<string, number | string, number | string>;
/** JSON columns are written as text (JSON.stringify) and parsed by their feature's schema when their shape matters. */
export type Json = ColumnType<{ [key: string]: unknown }, string, string>;
type JsonOrNull = ColumnType<{ [key: string]: unknown } | null, string | null, string | null>;

export interface ActivityTable {
  room_id: string;
  id: string;
  audience_id: string;
  key: string;
  phase_id: string;
  side: string;
  title: Json;
  state: Generated<string>;
  waiting_for: string | null;
  note: Generated<string>;
  channel: string | null;
  planned_start: DateText | null;
  planned_end: DateText | null;
  actual_start: DateText | null;
  actual_end: DateText | null;
  version: Generated<number>;
}

export interface ActivityArtefactTable {
  room_id: string;
  id: string;
  audience_id: string;
  activity_id: string;
  artefact_id: string;
  direction: string;
}

export interface ActivityClassificationTable {
  room_id: string;
  activity_id: string;
  audience_id: string;
  pcf: number[];
}

export interface ArtefactTable {
  room_id: string;
  id: string;
  audience_id: string;
  key: string;
  title: Json;
  category: string;
  version: Generated<number>;
}

export interface AudienceTable {
  id: string;
  room_id: string | null;
  kind: string;
  name: string;
  created_at: Generated<Timestamp>;
}

export interface AudiencePersonTable {
  audience_id: string;
  person_id: string;
  room_id: string | null;
  since: Generated<Timestamp>;
}

export interface BlobTable {
  hash: string;
  size: Int8;
  type: string;
  text: Generated<string>;
  text_state: Generated<string>;
  words: Generated<string>;
  pages: Generated<number>;
  created_at: Generated<Timestamp>;
  forsaken_at: TimestampOrNull;
  scan: Generated<string>;
  closed: string | null;
  reader: Generated<number>;
  reader_office: Generated<boolean>;
}

export interface BlueprintFaultTable {
  id: string;
  audience_id: string;
  file: string;
  line: number;
  field: string;
  message: string;
  found_at: Generated<Timestamp>;
}

export interface BlueprintVersionTable {
  id: string;
  audience_id: string;
  key: string;
  version: number;
  hash: string;
  file: string;
  name: Json;
  content: Json;
  loaded_at: Generated<Timestamp>;
  offered: Generated<boolean>;
}

export interface CalendarLinkTable {
  audience_id: string;
  token_hash: Buffer;
  commercial: Generated<string>;
  made_at: Timestamp;
}

export interface ChallengeTable {
  token_hash: Buffer;
  challenge: string;
  person_id: string | null;
  expires_at: Generated<Timestamp>;
}

export interface CompanyTable {
  id: string;
  audience_id: string;
  kind: string;
  name: string;
  industry: string | null;
  size: string | null;
  country: string | null;
  group_name: string | null;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
}

export interface DependencyTable {
  room_id: string;
  id: string;
  audience_id: string;
  activity_id: string | null;
  gate_id: string | null;
  handover_id: string | null;
  needs_activity_id: string | null;
  needs_gate_id: string | null;
  needs_handover_id: string | null;
}

export interface DocumentTable {
  room_id: string;
  id: string;
  audience_id: string;
  side: string;
  prefix: string;
  ordinal: number;
  number: ColumnType<string, never, never>;
  title: string;
  category: string;
  discipline: string | null;
  language: string | null;
  state: Generated<string>;
  replaced_by: string | null;
  reason: Generated<string>;
  shared_at: Timestamp;
  shared_by: string;
  version: Generated<number>;
  valid_until: DateText | null;
  responsible: string | null;
}

export interface DocumentApprovalTable {
  room_id: string;
  id: string;
  audience_id: string;
  document_id: string;
  revision_id: string;
  person_id: string;
  note: Generated<string>;
  at: Timestamp;
  outcome: Generated<string>;
}

export interface DocumentArtefactTable {
  room_id: string;
  id: string;
  audience_id: string;
  document_id: string;
  artefact: string;
  side: string;
}

export interface DocumentCategoryTable {
  room_id: string;
  id: string;
  audience_id: string;
  key: string;
  shelf: string;
  title: Json;
  shelf_title: Json;
  position: number;
  retired: Generated<boolean>;
  version: Generated<number>;
}

export interface DocumentCounterTable {
  audience_id: string;
  last: number;
}

export interface DocumentMemoryTable {
  room_id: string;
  id: string;
  audience_id: string;
  document_id: string;
  revision_id: string | null;
  kind: string;
  text: string;
  note: Generated<string>;
  person_id: string;
  at: Timestamp;
}

export interface DocumentRevisionTable {
  room_id: string;
  id: string;
  audience_id: string;
  document_id: string;
  side: string;
  ordinal: number;
  blob: string;
  size: Int8;
  type: string;
  extension: string;
  note: Generated<string>;
  status: Generated<string>;
  reason: Generated<string>;
  shared_at: Timestamp;
  shared_by: string;
  version: Generated<number>;
  by_side: string | null;
  purpose: Generated<string>;
}

export interface DocumentRightTable {
  room_id: string;
  id: string;
  audience_id: string;
  document_id: string;
  side: string;
  holder_side: string | null;
  holder_audience: string | null;
  level: string;
  may_revise: Generated<boolean>;
  may_approve: Generated<boolean>;
  until: TimestampOrNull;
  version: Generated<number>;
  document_audience: ColumnType<string | null, never, never>;
}

export interface ExpectedDocumentTable {
  room_id: string;
  id: string;
  audience_id: string;
  side: string;
  asked_side: string;
  asked_person: string | null;
  title: string;
  category: string;
  note: Generated<string>;
  due: DateText | null;
  state: Generated<string>;
  document_id: string | null;
  reason: Generated<string>;
  asked_at: Timestamp;
  asked_by: string;
  ended_at: TimestampOrNull;
  ended_by: string | null;
  version: Generated<number>;
  asked_company: string | null;
  asked_host: string | null;
}

export interface GateTable {
  room_id: string;
  id: string;
  audience_id: string;
  key: string;
  after_phase_id: string;
  before_phase_id: string;
  title: Json;
  question: Json;
  stage: string | null;
  planned_on: DateText | null;
  version: Generated<number>;
}

export interface GateConditionTable {
  room_id: string;
  id: string;
  audience_id: string;
  vote_id: string;
  place: number;
  text: string;
  owner_id: string;
  due: DateText;
  criterion: string | null;
  done_at: TimestampOrNull;
  done_by: string | null;
  note: Generated<string>;
}

export interface GateCourseTable {
  room_id: string;
  gate_id: string;
  audience_id: string;
  version: Generated<number>;
}

export interface GateDeciderTable {
  room_id: string;
  id: string;
  audience_id: string;
  role_id: string;
  member_id: string;
}

export interface GateDefinitionTable {
  room_id: string;
  gate_id: string;
  audience_id: string;
  definition: Json;
  version: Generated<number>;
}

export interface GateDelegationTable {
  room_id: string;
  id: string;
  audience_id: string;
  from_id: string;
  to_id: string;
  since: DateText;
  until: DateText;
  ended_at: TimestampOrNull;
}

export interface GateEvidenceTable {
  room_id: string;
  id: string;
  audience_id: string;
  gate_id: string;
  criterion: string;
  document_id: string | null;
  revision_id: string | null;
  title: string;
  hash: string;
  expires_on: DateText | null;
  by_id: string;
  at: Timestamp;
  taken_back_at: TimestampOrNull;
}

export interface GateJudgementTable {
  room_id: string;
  gate_id: string;
  criterion: string;
  audience_id: string;
  met: boolean | null;
  score: Numeric | null;
  note: Generated<string>;
  by_id: string;
  at: Timestamp;
}

export interface GateNoticeTable {
  room_id: string;
  gate_id: string;
  audience_id: string;
  told: string;
  told_on: DateText;
}

export interface GateOverrideTable {
  room_id: string;
  id: string;
  audience_id: string;
  round_id: string;
  criterion: Generated<string>;
  by_id: string;
  at: Timestamp;
  reason: string;
}

export interface GateRoundTable {
  room_id: string;
  id: string;
  audience_id: string;
  gate_id: string;
  number: number;
  state: string;
  opened: JsonOrNull;
  submission: JsonOrNull;
  snapshot: string | null;
  snapshot_hash: string | null;
  decision: JsonOrNull;
}

export interface GateVoteTable {
  room_id: string;
  id: string;
  audience_id: string;
  round_id: string;
  seat: string;
  by_id: string;
  for_id: string | null;
  place: number;
  at: Timestamp;
  outcome: string;
  reason: Generated<string>;
}

export interface HandoverTable {
  room_id: string;
  id: string;
  audience_id: string;
  key: string;
  phase_id: string;
  title: Json;
  planned_on: DateText | null;
  version: Generated<number>;
  from_lane_id: string | null;
  to_lane_id: string | null;
}

export interface HandoverCourseTable {
  room_id: string;
  handover_id: string;
  audience_id: string;
  state: Generated<string>;
  version: Generated<number>;
}

export interface HandoverDefinitionTable {
  room_id: string;
  handover_id: string;
  audience_id: string;
  definition: Json;
  version: Generated<number>;
}

export interface HandoverItemTable {
  room_id: string;
  handover_id: string;
  key: string;
  audience_id: string;
  done: boolean;
  note: Generated<string>;
  by_id: string;
  at: Timestamp;
}

export interface HandoverNoticeTable {
  room_id: string;
  handover_id: string;
  audience_id: string;
  passed_on: DateText;
  lead_id: string | null;
}

export interface HandoverPersonTable {
  room_id: string;
  handover_id: string;
  member_id: string;
  audience_id: string;
  team: string;
  leads: Generated<boolean>;
}

export interface HandoverTurnTable {
  room_id: string;
  id: string;
  audience_id: string;
  handover_id: string;
  offered_by: string;
  offered_at: Timestamp;
  answer: string | null;
  answered_by: string | null;
  answered_at: TimestampOrNull;
  reason: Generated<string>;
}

export interface IdempotencyTable {
  audience_id: string;
  key: string;
  operation: string;
  request_hash: Buffer;
  response: JsonOrNull;
  created_at: Generated<Timestamp>;
}

export interface InvitationTable {
  id: string;
  audience_id: string;
  room_id: string | null;
  email: string;
  name: string;
  title: Generated<string>;
  company_id: string | null;
  company_name: Generated<string>;
  locale: Generated<string>;
  side: string | null;
  role: string | null;
  team: Generated<string>;
  commercial: Generated<boolean>;
  inviter_id: string;
  created_at: Generated<Timestamp>;
  expires_at: Generated<Timestamp>;
  accepted_at: TimestampOrNull;
  accepted_by: string | null;
  withdrawn_at: TimestampOrNull;
  version: Generated<number>;
}

export interface InvitationTokenTable {
  token_hash: Buffer;
  invitation_id: string;
  by_mail: boolean;
  created_at: Generated<Timestamp>;
}

export interface JobOutboxTable {
  id: Generated<string>;
  place: ColumnType<Int8, never, never>;
  name: string;
  data: Json;
  key: string | null;
  start_after: Generated<Timestamp>;
}

export interface LaneTable {
  room_id: string;
  id: string;
  audience_id: string;
  key: string;
  band: string;
  side: string;
  position: number;
  title: Json;
  version: Generated<number>;
}

export interface LogEntryTable {
  room_id: string;
  audience_id: string;
  seq: Int8;
  at: Timestamp;
  actor_id: string | null;
  kind: string;
  subject_type: string;
  subject_id: string | null;
  body: string;
  data: ColumnType<{ [key: string]: unknown } | null, never, never>;
  hash: Buffer;
}

export interface LogHeadTable {
  audience_id: string;
  seq: Generated<Int8>;
  hash: Generated<Buffer>;
}

export interface LossTable {
  room_id: string;
  id: string;
  audience_id: string;
  side: string;
  gate_id: string | null;
  ending: string | null;
  category: string;
  reason: string;
  by_id: string;
  at: Timestamp;
}

export interface MainContactTable {
  room_id: string;
  id: string;
  audience_id: string;
  subject: Generated<string>;
  phone: Generated<string>;
  email: Generated<string>;
  place: Generated<number>;
  version: Generated<number>;
}

export interface MarkTable {
  audience_id: string;
  room_id: string;
  about: string;
  seq: Int8;
  previous_seq: Int8;
  at: Timestamp;
  previous_at: TimestampOrNull;
}

export interface MarkupTable {
  room_id: string;
  id: string;
  audience_id: string;
  thread_id: string;
  document_id: string;
  revision_id: string;
  ordinal: number;
  kind: string;
  state: Generated<string>;
  author_id: string;
  made_at: Timestamp;
  assigned_to: string | null;
  due_on: DateText | null;
  version: Generated<number>;
  document_audience: Generated<string>;
  elsewhere: ColumnType<boolean, never, never>;
}

export interface MarkupCounterTable {
  room_id: string;
  document_id: string;
  audience_id: string;
  last: number;
}

export interface MarkupImportedTable {
  room_id: string;
  audience_id: string;
  document_id: string;
  name: string;
  markup_id: string;
}

export interface MarkupPlaceTable {
  room_id: string;
  id: string;
  audience_id: string;
  markup_id: string;
  revision_id: string;
  how: string;
  page: number | null;
  shape: JsonOrNull;
  quote: JsonOrNull;
  starts: number | null;
  ends: number | null;
  placed_at: Timestamp;
}

export interface MarkupSettlementTable {
  room_id: string;
  id: string;
  audience_id: string;
  markup_id: string;
  state: string;
  person_id: string;
  at: Timestamp;
  reason: string | null;
}

export interface MemberTable {
  room_id: string;
  id: string;
  audience_id: string;
  side: string;
  role: string;
  team: Generated<string>;
  commercial: Generated<boolean>;
  name: string;
  title: Generated<string>;
  company_name: Generated<string>;
  joined_at: Generated<Timestamp>;
  left_at: TimestampOrNull;
  version: Generated<number>;
  host: string | null;
  entry_reason: string | null;
}

export interface MentionTable {
  room_id: string;
  message_id: string;
  person_id: string;
  audience_id: string;
}

export interface MessageTable {
  room_id: string;
  id: string;
  audience_id: string;
  thread_id: string;
  place: number;
  author_id: string;
  text: string;
  sent_at: Timestamp;
  edited_at: TimestampOrNull;
  withdrawn_at: TimestampOrNull;
  version: Generated<number>;
}

export interface MessageEditTable {
  room_id: string;
  message_id: string;
  version: number;
  audience_id: string;
  text: string;
  replaced_at: Timestamp;
}

export interface NotificationTable {
  room_id: string;
  audience_id: string;
  id: string;
  about: string;
  seq: Int8;
  reason: string;
  at: Timestamp;
  read_at: TimestampOrNull;
  mail_state: Generated<string>;
  mail_due: TimestampOrNull;
  mail_claim: string | null;
  mail_claimed_at: TimestampOrNull;
}

export interface NotificationCursorTable {
  room_id: string;
  audience_id: string;
  about: string;
  seq: Int8;
}

export interface NotificationScanTable {
  about: string;
  seq: Int8;
}

export interface NotificationSettingTable {
  audience_id: string;
  delivery: Json;
  daily_hour: Generated<number>;
  version: Generated<number>;
}

export interface ParticipantTable {
  room_id: string;
  id: string;
  audience_id: string;
  activity_id: string;
  lane_id: string;
  role_id: string | null;
  part: string;
  member_id: string | null;
  version: Generated<number>;
}

export interface PasskeyTable {
  audience_id: string;
  id: string;
  credential_id: string;
  public_key: Buffer;
  counter: Generated<Int8>;
  transports: Generated<string[]>;
  backed_up: Generated<boolean>;
  name: string;
  created_at: Generated<Timestamp>;
  used_at: TimestampOrNull;
  version: Generated<number>;
  link_maker_id: string | null;
}

export interface PasswordTable {
  person_id: string;
  hash: string | null;
  totp_secret: string | null;
  confirmed_at: TimestampOrNull;
  last_step: Generated<Int8>;
  pending_hash: string | null;
  pending_secret: string | null;
  pending_at: TimestampOrNull;
  link_maker_id: string | null;
  pending_link_maker_id: string | null;
}

export interface PersonTable {
  id: string;
  audience_id: string;
  company_id: string | null;
  company_name: Generated<string>;
  email: string;
  name: string;
  title: Generated<string>;
  phone: Generated<string>;
  locale: Generated<string>;
  time_zone: Generated<string>;
  theme: Generated<string>;
  staff: Generated<boolean>;
  owner: Generated<boolean>;
  disabled_at: TimestampOrNull;
  version: Generated<number>;
  created_at: Generated<Timestamp>;
  email_proven_at: TimestampOrNull;
}

export interface PhaseTable {
  room_id: string;
  id: string;
  audience_id: string;
  key: string;
  position: number;
  title: Json;
  short: Json;
  entered_on: DateText | null;
  version: Generated<number>;
}

export interface ProcessTable {
  room_id: string;
  id: string;
  audience_id: string;
  name: Json;
  started_on: DateText;
  phase_id: string | null;
  version: Generated<number>;
}

export interface ProcessRoleTable {
  room_id: string;
  id: string;
  audience_id: string;
  key: string;
  side: string;
  commercial: Generated<boolean>;
  title: Json;
}

export interface ProcessSourceTable {
  room_id: string;
  id: string;
  audience_id: string;
  process_id: string;
  blueprint_key: string;
  blueprint_version: number;
  hash: string;
  content: Json;
  choices: Generated<Json>;
  version: Generated<number>;
}

export interface RateLimitTable {
  key: Buffer;
  spent_until: Timestamp;
}

export interface ReceivingTable {
  room_id: string;
  id: string;
  person_id: string;
  name: string;
  size: Int8;
  modified: Int8 | null;
  received: Generated<Int8>;
  digest: string | null;
  state: Generated<string>;
  hash: string | null;
  type: string | null;
  problem: JsonOrNull;
  created_at: Generated<Timestamp>;
  expires_at: Timestamp;
}

export interface RecoveryCodeTable {
  person_id: string;
  code_hash: Buffer;
  used_at: TimestampOrNull;
}

export interface RegisterVisitTable {
  room_id: string;
  audience_id: string;
  visited_at: Timestamp;
  before_at: TimestampOrNull;
}

export interface RevisionCounterTable {
  document_id: string;
  audience_id: string;
  last: number;
}

export interface RoomTable {
  id: string;
  audience_id: string;
  code: string;
  name: string;
  customer_name: string;
  state: Generated<string>;
  created_at: Generated<Timestamp>;
  version: Generated<number>;
}

export interface RoomCaseTable {
  room_id: string;
  audience_id: string;
  company_id: string | null;
  owner_id: string | null;
  value_minor: Int8 | null;
  currency: string | null;
  probability: number | null;
  expected_decision: DateText | null;
  notes: Generated<string>;
  version: Generated<number>;
}

export interface RoomProfileTable {
  room_id: string;
  audience_id: string;
  business_line: Generated<string>;
  site: Generated<string>;
  scope: Generated<string>;
  version: Generated<number>;
}

export interface ScheduleAnswerTable {
  room_id: string;
  id: string;
  audience_id: string;
  item_id: string;
  proposal: string;
  side: string;
  person_id: string;
  answer: string;
  reason: Generated<string>;
  answered_at: Timestamp;
}

export interface ScheduleItemTable {
  room_id: string;
  id: string;
  audience_id: string;
  kind: string;
  title: string;
  place: Generated<string>;
  link: Generated<string>;
  note: Generated<string>;
  starts_at: TimestampOrNull;
  ends_at: TimestampOrNull;
  day: DateText | null;
  last_day: DateText | null;
  zone: string;
  state: string;
  proposal: string;
  proposed_by: string;
  proposed_side: string;
  awaits: Generated<string[]>;
  previous: JsonOrNull;
  reason: Generated<string>;
  changed_at: Timestamp;
  version: Generated<number>;
}

export interface ScheduleParticipantTable {
  room_id: string;
  item_id: string;
  person_id: string;
  audience_id: string;
}

export interface SendingTable {
  room_id: string;
  id: string;
  audience_id: string;
  side: string;
  prefix: string;
  ordinal: number;
  number: ColumnType<string, never, never>;
  subject: string;
  purpose: string;
  note: Generated<string>;
  sent_at: Timestamp;
  sent_by: string;
}

export interface SendingCounterTable {
  audience_id: string;
  last: number;
}

export interface SendingItemTable {
  room_id: string;
  id: string;
  audience_id: string;
  sending_id: string;
  document_id: string;
  revision_id: string;
  place: number;
}

export interface SendingRecipientTable {
  room_id: string;
  id: string;
  audience_id: string;
  sending_id: string;
  person_id: string;
}

export interface SessionTable {
  audience_id: string;
  id: string;
  token_hash: Buffer;
  created_at: Generated<Timestamp>;
  seen_at: Generated<Timestamp>;
  expires_at: Timestamp;
  idle_until: Timestamp;
  method: string;
  agent: Generated<string>;
  link_maker_id: string | null;
}

export interface SettingTable {
  name: string;
  value: Json;
}

export interface SharingRequestTable {
  room_id: string;
  id: string;
  audience_id: string;
  side: string;
  document_id: string;
  revision_id: string;
  to_audience: string;
  title: string;
  note: Generated<string>;
  purpose: Generated<string>;
  valid_until: DateText | null;
  responsible: string | null;
  expected_id: string | null;
  state: Generated<string>;
  reason: Generated<string>;
  asked_at: Timestamp;
  asked_by: string;
  decided_at: TimestampOrNull;
  decided_by: string | null;
  version: Generated<number>;
  category: string | null;
  decided: JsonOrNull;
}

export interface SharingRuleTable {
  room_id: string;
  id: string;
  audience_id: string;
  side: string;
  required: boolean;
  version: Generated<number>;
}

export interface SignInCodeTable {
  id: string;
  request_hash: Buffer;
  email: string;
  code_hash: Buffer;
  tries: Generated<number>;
  created_at: Generated<Timestamp>;
  expires_at: Generated<Timestamp>;
  used_at: TimestampOrNull;
}

export interface SignInLinkTable {
  token_hash: Buffer;
  person_id: string;
  maker_id: string | null;
  created_at: Generated<Timestamp>;
  expires_at: Generated<Timestamp>;
  used_at: TimestampOrNull;
  reason: Generated<string>;
  by_mail: Generated<boolean>;
}

export interface ThreadTable {
  room_id: string;
  id: string;
  audience_id: string;
  subject_type: string;
  subject_id: string | null;
  title: Generated<string>;
  author_id: string;
  started_at: Timestamp;
  messages: Generated<number>;
  last_at: Timestamp;
}

export interface ThreadReadTable {
  room_id: string;
  audience_id: string;
  thread_id: string;
  place: number;
}

export interface UploadTable {
  room_id: string;
  id: string;
  person_id: string;
  blob: string;
  name: string;
  type: string;
  created_at: Generated<Timestamp>;
  expires_at: Timestamp;
  claimed_at: TimestampOrNull;
}

export interface ViewAsTable {
  room_id: string;
  session_id: string;
  viewer_id: string;
  person_id: string;
  since: Generated<Timestamp>;
}

export interface ViewingTraceTable {
  code: string;
  room_id: string;
  document_id: string;
  revision_id: string;
  person_id: string;
  at: Timestamp;
}

export interface DB {
  activity: ActivityTable;
  activity_artefact: ActivityArtefactTable;
  activity_classification: ActivityClassificationTable;
  artefact: ArtefactTable;
  audience: AudienceTable;
  audience_person: AudiencePersonTable;
  blob: BlobTable;
  blueprint_fault: BlueprintFaultTable;
  blueprint_version: BlueprintVersionTable;
  calendar_link: CalendarLinkTable;
  challenge: ChallengeTable;
  company: CompanyTable;
  dependency: DependencyTable;
  document: DocumentTable;
  document_approval: DocumentApprovalTable;
  document_artefact: DocumentArtefactTable;
  document_category: DocumentCategoryTable;
  document_counter: DocumentCounterTable;
  document_memory: DocumentMemoryTable;
  document_revision: DocumentRevisionTable;
  document_right: DocumentRightTable;
  expected_document: ExpectedDocumentTable;
  gate: GateTable;
  gate_condition: GateConditionTable;
  gate_course: GateCourseTable;
  gate_decider: GateDeciderTable;
  gate_definition: GateDefinitionTable;
  gate_delegation: GateDelegationTable;
  gate_evidence: GateEvidenceTable;
  gate_judgement: GateJudgementTable;
  gate_notice: GateNoticeTable;
  gate_override: GateOverrideTable;
  gate_round: GateRoundTable;
  gate_vote: GateVoteTable;
  handover: HandoverTable;
  handover_course: HandoverCourseTable;
  handover_definition: HandoverDefinitionTable;
  handover_item: HandoverItemTable;
  handover_notice: HandoverNoticeTable;
  handover_person: HandoverPersonTable;
  handover_turn: HandoverTurnTable;
  idempotency: IdempotencyTable;
  invitation: InvitationTable;
  invitation_token: InvitationTokenTable;
  job_outbox: JobOutboxTable;
  lane: LaneTable;
  log_entry: LogEntryTable;
  log_head: LogHeadTable;
  loss: LossTable;
  main_contact: MainContactTable;
  mark: MarkTable;
  markup: MarkupTable;
  markup_counter: MarkupCounterTable;
  markup_imported: MarkupImportedTable;
  markup_place: MarkupPlaceTable;
  markup_settlement: MarkupSettlementTable;
  member: MemberTable;
  mention: MentionTable;
  message: MessageTable;
  message_edit: MessageEditTable;
  notification: NotificationTable;
  notification_cursor: NotificationCursorTable;
  notification_scan: NotificationScanTable;
  notification_setting: NotificationSettingTable;
  participant: ParticipantTable;
  passkey: PasskeyTable;
  password: PasswordTable;
  person: PersonTable;
  phase: PhaseTable;
  process: ProcessTable;
  process_role: ProcessRoleTable;
  process_source: ProcessSourceTable;
  rate_limit: RateLimitTable;
  receiving: ReceivingTable;
  recovery_code: RecoveryCodeTable;
  register_visit: RegisterVisitTable;
  revision_counter: RevisionCounterTable;
  room: RoomTable;
  room_case: RoomCaseTable;
  room_profile: RoomProfileTable;
  schedule_answer: ScheduleAnswerTable;
  schedule_item: ScheduleItemTable;
  schedule_participant: ScheduleParticipantTable;
  sending: SendingTable;
  sending_counter: SendingCounterTable;
  sending_item: SendingItemTable;
  sending_recipient: SendingRecipientTable;
  session: SessionTable;
  setting: SettingTable;
  sharing_request: SharingRequestTable;
  sharing_rule: SharingRuleTable;
  sign_in_code: SignInCodeTable;
  sign_in_link: SignInLinkTable;
  thread: ThreadTable;
  thread_read: ThreadReadTable;
  upload: UploadTable;
  view_as: ViewAsTable;
  viewing_trace: ViewingTraceTable;
}
