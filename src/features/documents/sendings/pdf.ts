import type { z } from "zod";
import { Problem } from "#platform/errors.ts";
import { formatFor } from "#platform/i18n/index.ts";
import { typesetPdf } from "#platform/typeset/index.ts";
import { fileWords } from "../bulk/words.ts";
import type { showSending } from "./queries.ts";

type Shown = z.output<(typeof showSending)["output"]>;

/** A4, the register of what was sent, the receipts; the words come as data. A hash may be broken anywhere. */
const SOURCE = `#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set page(paper: "a4", margin: (x: 18mm, top: 20mm, bottom: 22mm),
  header: text(size: 8pt, fill: luma(30%))[#data.room #h(1fr) #data.number],
  footer: context text(size: 8pt, fill: luma(30%))[#data.printed #h(1fr)
    #data.page.at(0)#counter(page).display()#data.page.at(1)#counter(page).final().first()#data.page.at(2)])
#set text(lang: data.lang, font: "Libertinus Serif", size: 10pt, number-width: "tabular")
#set par(justify: false)
#show table.cell.where(y: 0): set text(weight: "bold")
#show heading.where(level: 1): set text(size: 16pt)
#show heading.where(level: 2): it => block(above: 9mm, below: 3mm, text(size: 12pt, it.body))
#let rule = (x, y) => (bottom: if y == 0 { 0.8pt } else { 0.3pt + luma(65%) })
#let hash(words) = text(size: 6.5pt, font: "DejaVu Sans Mono", words.clusters().join(sym.zws))

= #data.title
#text(size: 12pt, data.subject)
#v(3mm)
#for fact in data.facts [
  #grid(columns: (34mm, 1fr), column-gutter: 4mm, text(fill: luma(30%), fact.term), fact.value)
  #v(-1mm)
]
#if data.note != "" { block(above: 5mm, below: 3mm, inset: (left: 4mm), stroke: (left: 1pt + luma(60%)), data.note) }

== #data.contents
#table(columns: (15mm, 19mm, 1fr, 30mm, 49mm), stroke: rule, inset: (x: 1.5mm, y: 1.8mm),
  table.header(..data.columns.map(words => [#words])),
  ..data.items.map(item => (item.number, item.revision, [#item.title#if item.said != "" [ \\ #text(size: 8pt, fill: luma(30%), item.said)]], item.purpose,
    if item.hash == "" { sym.dash.en } else { hash(item.hash) })).flatten().map(cell => [#cell]))

== #data.receipts
#table(columns: (1fr, 44mm, 1fr), stroke: rule, inset: (x: 1.5mm, y: 1.8mm),
  table.header(..data.people.map(words => [#words])),
  ..data.taken.map(one => ([#one.name \\ #text(size: 8pt, fill: luma(30%), one.company)], one.opened, one.took.join(linebreak()))).flatten().map(cell => [#cell]))
#text(size: 8pt, fill: luma(30%), data.note-receipts)`;

/**
 * A transmittal on paper, in the reader's words: exactly what its screen shows that reader, with the hash of each file that
 * they may view. Pages are counted.
 */
export async function sendingPdf(
  sending: Shown,
  about: { room: string; locale: string; timeZone: string; madeAt: Date },
): Promise<Uint8Array<ArrayBuffer>> {
  const t = fileWords(about.locale, about.timeZone);
  const format = formatFor(about.locale, about.timeZone);
  const sent = new Map(sending.contents.map((one) => [one.revision, one]));
  // First and last, where they are not the same.
  const span = (first: string, last: string | null) =>
    last && last !== first ? t("sending-last-opened", { date: format.dateTime(last) }) : "";
  const source = { name: sending.sentBy, company: sending.company || t.of("from", sending.side) };
  const inputs = {
    lang: about.locale,
    title: t("sending-title", { number: sending.number }),
    number: sending.number,
    room: about.room,
    subject: sending.subject,
    note: sending.note,
    facts: [
      { term: t("sending-from"), value: [source.name, source.company].join(", ") },
      {
        term: t("sending-to"),
        value: sending.receipts
          .map(({ person }) => [person.name, person.company || t.of("from", person.side)].join(", "))
          .join("; "),
      },
      { term: t("sending-when"), value: format.dateTime(sending.sentAt) },
      { term: t("purpose"), value: t.of("purpose", sending.purpose) },
      { term: t("see"), value: t.audience(sending.audience) },
    ],
    contents: t("sending-contents"),
    columns: [t("sheet-number"), t("column-revision"), t("title"), t("purpose"), t("sending-hash")],
    items: sending.contents.map((one) => ({
      number: one.number,
      revision: t.label(one.label),
      title: one.title,
      said:
        one.status === "withdrawn"
          ? t("sending-withdrawn")
          : one.newer
            ? t("sending-newer", { revision: t.label(one.newer) })
            : one.extension === null
              ? t.level("exists")
              : "",
      purpose: t.of("purpose", one.purpose),
      hash: one.hash ?? "",
    })),
    receipts: t("sending-receipts"),
    people: [t("taken-name"), t("sending-first-opened"), t("sending-took")],
    taken: sending.receipts.map(({ person, openedAt, lastOpenedAt, took }) => ({
      name: person.name,
      company: person.company || t.of("from", person.side),
      opened: openedAt
        ? t("sending-opened-at", { date: format.dateTime(openedAt) }) + span(openedAt, lastOpenedAt)
        : t("sending-not-opened"),
      took:
        took.length === 0
          ? [t("sending-took-none")]
          : took.map((one) => {
              const item = sent.get(one.revision);
              const values = {
                number: item?.number ?? "",
                revision: item ? t.label(item.label) : "",
                date: format.dateTime(one.at),
              };
              return (
                t(one.downloaded ? "sending-took-downloaded" : "sending-took-opened", values) +
                span(one.at, one.last)
              );
            }),
    })),
    "note-receipts": t("sending-receipts-note"),
    printed: t("sending-printed", { when: format.dateTime(about.madeAt) }),
    page: t("sending-page", { page: "|", pages: "|" }).split("|"),
  };
  try {
    return await typesetPdf(SOURCE, { inputs, madeAt: about.madeAt });
  } catch (error) {
    // Letters for which no font has a form are no reason to have no paper.
    if (!(error instanceof Problem && error.code === "typeset-failed")) throw error;
    return typesetPdf(SOURCE, { inputs, madeAt: about.madeAt, archivable: false });
  }
}
