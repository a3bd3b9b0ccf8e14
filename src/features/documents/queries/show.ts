import { z } from "zod";
import { peopleOf } from "#features/rooms/index.ts";
import { notFound } from "#platform/errors.ts";
import { query, seatAllows } from "#platform/operations/index.ts";
import { categoriesOf, shelvesShape } from "../categories.ts";
import { category, discipline, documentLanguage, level, purpose, state, status } from "../model/fields.ts";
import { fileName, revisionLabel } from "../model/labels.ts";
import { outcomes } from "../model/lists.ts";
import { reaches } from "../model/rights.ts";
import { statusOf } from "../model/status.ts";
import { rightsFrom } from "../rights.ts";
import { isOwn } from "../rows.ts";
import { type Wrong, wrongOf } from "../scans.ts";
import { audienceShape, labelShape, personShape, rightsShape, sideShape } from "./shapes.ts";
import {
  commentStep,
  documentRow,
  entriesOf,
  type HeldRow,
  heldRows,
  type MemoryRow,
  type RevisionRow,
  readingsOf,
  stepsOf,
} from "./show-rows.ts";

const revision = z.object({
  id: z.uuid(),
  label: labelShape,
  audience: audienceShape,
  status: state,
  reason: z.string(),
  note: z.string(),
  sharedAt: z.string(),
  sharedBy: z.string(),
  purpose,
  /** The company (or else the side) that brought it, when it was not the document's own side. */
  from: z.object({ side: sideShape, company: z.string() }).nullable(),
  /** What the file is like: null, and no name, to who may only know that it exists. */
  size: z.number().nullable(),
  type: z.string().nullable(),
  fileName: z.string(),
  version: z.int(),
  /** What the virus scanner has left open: not looked at yet, or found something after it was taken. */
  scan: z.enum(["waiting", "infected"]).nullable(),
  /** Why the file can be neither shown nor searched here. */
  closed: z.enum(["encrypted", "broken"]).nullable(),
  /** The reader may say before all who see it what they think of it; one's own side's shared paper others approve. */
  mayApprove: z.boolean(),
  approvals: z.array(
    z.object({
      person: personShape,
      outcome: z.enum(outcomes),
      at: z.string(),
      note: z.string(),
      audience: audienceShape,
    }),
  ),
  /** The reader's side has brought it of another side's document, and the reader may take it back. */
  mayTakeBack: z.boolean(),
  /** The name it was uploaded under: the uploader's own team alone. */
  original: z.object({ name: z.string(), audience: audienceShape }).nullable(),
  /** What it was before it was shared, for those who saw it then. */
  was: z.array(z.object({ text: z.string(), note: z.string(), audience: audienceShape })),
});
/** The newest revision that a person of another side has, from the log that both sides read. */
const held = z.object({
  name: z.string(),
  company: z.string(),
  side: sideShape,
  /** Null: they have opened none. */
  took: z
    .object({
      did: z.enum(["opened", "downloaded"]),
      at: z.string(),
      label: labelShape,
      /** It is the revision that holds now. */
      holds: z.boolean(),
    })
    .nullable(),
});
export type Held = z.infer<typeof held>;

const given = z.object({
  /** A side, or else a named group that the reader is in. */
  side: sideShape.nullable(),
  audience: audienceShape.nullable(),
  level,
  mayRevise: z.boolean(),
  mayApprove: z.boolean(),
  until: z.string().nullable(),
});
export type GivenRight = z.infer<typeof given>;

export type ShownRevision = z.infer<typeof revision>;

const entry = z.object({
  at: z.string(),
  by: z.string().nullable(),
  company: z.string(),
  kind: z.string(),
  audience: audienceShape,
  data: z.record(z.string(), z.unknown()),
});
export type ShownEntry = z.infer<typeof entry>;

/** That somebody made a comment on a page, or said where it stands. */
const step = z.object({
  at: z.string(),
  by: z.string(),
  audience: audienceShape,
  step: commentStep,
  reason: z.string().nullable(),
  /** How the comment begins, and where it is. */
  words: z.string(),
  path: z.string(),
});
export type ShownStep = z.infer<typeof step>;

/** Somebody's readings of a revision, one way: by the log that everyone who sees the revision reads. */
const reading = z.object({
  kind: z.enum(["document.opened", "document.downloaded"]),
  by: z.string(),
  company: z.string(),
  audience: audienceShape,
  data: z.record(z.string(), z.unknown()),
  first: z.string(),
  last: z.string(),
});
export type Reading = z.infer<typeof reading>;

/** One document: what describes it, its revisions, who can see it, who took it, what happened to it. */
export const showDocument = query({
  name: "documents.show",
  summary: "A document with its revisions, readers, downloads and history",
  http: "GET /rooms/{room}/documents/{document}",
  capability: "room.see",
  input: z.object({ room: z.uuid(), document: z.uuid() }),
  output: z.object({
    id: z.uuid(),
    number: z.string(),
    title: z.string(),
    category,
    /** The shelf and the kind of its category, in words. */
    categories: shelvesShape,
    discipline: discipline.nullable(),
    language: documentLanguage.nullable(),
    artefact: z.string().nullable(),
    side: sideShape,
    state,
    reason: z.string(),
    replacedBy: z.object({ id: z.uuid(), number: z.string(), title: z.string() }).nullable(),
    status,
    validUntil: z.string().nullable(),
    responsible: personShape.nullable(),
    /** What the reader may do, and what others were given, as far as the reader may know. */
    rights: rightsShape,
    given: z.array(given),
    held: z.array(held),
    version: z.int(),
    audience: audienceShape,
    sharedAt: z.string(),
    sharedBy: z.string(),
    earlierNumbers: z.array(z.object({ number: z.string(), audience: audienceShape })),
    revisions: z.array(revision),
    readers: z.array(z.object({ id: z.uuid(), name: z.string(), company: z.string() })),
    taken: z.array(reading),
    history: z.array(entry),
    /** What became of the comments on its pages, the latest first. */
    steps: z.array(step),
    /** What the reader may do. */
    may: z.object({
      change: z.boolean(),
      publish: z.boolean(),
      revise: z.boolean(),
      approve: z.boolean(),
      comment: z.boolean(),
      rights: z.boolean(),
      restore: z.boolean(),
    }),
  }),
  async run({ tx, actor, seat, input, now }) {
    const row = await documentRow(tx, input.room, input.document);
    if (!row) throw notFound();
    const [taken, history, steps, held, readers, wrong, categories] = await Promise.all([
      readingsOf(tx, input.room, input.document),
      entriesOf(tx, input.room, input.document),
      stepsOf(tx, input.room, input.document),
      heldRows(tx, input.room, input.document),
      peopleOf(tx, input.room, row.audience.id),
      wrongOf(tx, input.room, input.document),
      categoriesOf(tx, input.room, [row.category]),
    ]);
    const place = { audienceId: row.audience.id, audienceKind: row.audience.kind };
    const memory = row.memory ?? [];
    const revisions = (row.revisions ?? []).map((one) => ({
      ...shown(one, row, place, memory, wrong.get(one.id)),
      mayTakeBack:
        !actor.viewerId &&
        one.status !== "withdrawn" &&
        one.by_side !== null &&
        one.by_side === seat?.side &&
        seatAllows(seat, "room.work") &&
        (seat.role === "lead" || one.by_id === actor.personId),
    }));
    const own = await isOwn(tx, seat, input.room, row);
    const rights = rightsFrom(row);
    const inForce = revisions.find((one) => one.audience.id === row.audience.id && one.status === "current");
    const working = !actor.viewerId && seatAllows(seat, "room.work");
    const sharing = own && !actor.viewerId && seatAllows(seat, "room.publish");
    return {
      id: row.id,
      number: row.number,
      title: row.title,
      category: row.category,
      categories: categories.flatMap((shelf) => {
        const kinds = shelf.kinds.filter(({ key }) => key === row.category);
        return kinds.length > 0 ? [{ ...shelf, kinds }] : [];
      }),
      discipline: row.discipline,
      language: row.language,
      artefact: row.artefact,
      side: row.side,
      state: row.state,
      reason: row.reason,
      replacedBy: row.replaced_by,
      status: statusOf({
        state: row.state,
        validUntil: row.valid_until,
        purpose: inForce?.purpose ?? null,
        outcomes: (inForce?.approvals ?? [])
          .filter(({ audience }) => audience.id === inForce?.audience.id)
          .map(({ outcome }) => outcome),
        audienceKind: row.audience.kind,
        today: now.toISOString().slice(0, 10),
      }),
      validUntil: row.valid_until,
      responsible: row.responsible,
      rights,
      given: (row.given ?? []).map((one) => ({
        side: one.side,
        audience: one.audience,
        level: one.level,
        mayRevise: one.may_revise,
        mayApprove: one.may_approve,
        until: one.until && new Date(one.until).toISOString(),
      })),
      held: held.map((one) => has(one, place)),
      version: row.version,
      audience: row.audience,
      sharedAt: row.shared_at.toISOString(),
      sharedBy: row.shared_by,
      earlierNumbers: memory
        .filter((one) => one.kind === "number")
        .map((one) => ({ number: one.text, audience: one.audience })),
      revisions,
      readers,
      taken,
      history,
      steps,
      may: {
        change: own && working,
        publish: sharing,
        revise: working && (own || (rights.mayRevise && reaches(rights.level, "view"))),
        approve:
          !actor.viewerId &&
          seatAllows(seat, "room.decide") &&
          rights.mayApprove &&
          reaches(rights.level, "view"),
        comment: reaches(rights.level, "comment"),
        rights: sharing,
        restore: own && !actor.viewerId && seatAllows(seat, "room.lead"),
      },
    };
  },
});

export type ShownDocument = z.output<(typeof showDocument)["output"]>;

type Row = NonNullable<Awaited<ReturnType<typeof documentRow>>>;

const has = (one: HeldRow, place: Parameters<typeof revisionLabel>[1]): z.input<typeof held> => ({
  name: one.name,
  company: one.company,
  side: one.side,
  took:
    one.at && one.ordinal !== null && one.audience_id
      ? {
          did: one.kind === "document.downloaded" ? "downloaded" : "opened",
          at: one.at.toISOString(),
          label: revisionLabel({ ordinal: one.ordinal, audienceId: one.audience_id }, place),
          holds: one.status === "current",
        }
      : null,
});

function shown(
  one: RevisionRow,
  document: Row,
  place: Parameters<typeof revisionLabel>[1],
  memory: MemoryRow[],
  wrong: Wrong | undefined,
): Omit<z.input<typeof revision>, "mayTakeBack"> {
  const label = revisionLabel({ ordinal: one.ordinal, audienceId: one.audience.id }, place);
  const about = memory.filter((kept) => kept.revision === one.id);
  const file = about.find((kept) => kept.kind === "file");
  return {
    id: one.id,
    label,
    audience: one.audience,
    status: one.status,
    reason: one.reason,
    note: one.note ?? "",
    sharedAt: new Date(one.at).toISOString(),
    sharedBy: one.by,
    purpose: one.purpose,
    from: one.by_side ? { side: sideShape.parse(one.by_side), company: one.company } : null,
    size: one.size,
    type: one.type,
    fileName:
      one.extension === null
        ? ""
        : fileName({
            roomCode: document.code,
            number: document.number,
            label,
            title: document.title,
            extension: one.extension,
          }),
    version: one.version,
    scan: wrong?.scan ?? null,
    closed: wrong?.closed ?? null,
    mayApprove: one.may_approve,
    approvals: (one.approvals ?? []).map((approval) => ({
      ...approval,
      note: approval.note ?? "",
      at: new Date(approval.at).toISOString(),
    })),
    // A name says what the file is like.
    original: file && one.extension !== null ? { name: file.text, audience: file.audience } : null,
    was: about
      .filter((kept) => kept.kind === "draft")
      .map((kept) => ({ text: kept.text, note: kept.note ?? "", audience: kept.audience })),
  };
}
