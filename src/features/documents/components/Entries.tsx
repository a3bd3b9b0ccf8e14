import type { ReactNode } from "react";
import { AudienceRuns, useAudienceWords } from "#features/rooms/components/index.ts";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Backstage, type Column, Disclosure, Section, Table } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import { levels } from "../model/rights.ts";
import type { Reading, ShownEntry, ShownStep } from "../queries/show.ts";
import { useLabelWords, useRightsWords } from "./labels.ts";

const text = (value: unknown) => (typeof value === "string" ? value : "");

/** The revision that an entry of the log speaks of, in words. */
function useEntryRevision(): (data: unknown) => string {
  const label = useLabelWords();
  return (data) => {
    const { revision, draft } = (data ?? {}) as { revision?: unknown; draft?: unknown };
    if (revision) return label({ kind: "letter", text: text(revision) });
    return draft ? label({ kind: "draft", text: text(draft) }) : "";
  };
}

/** Who opened or downloaded which revision when: seen by everyone who sees the revision. */
export function Taken({ readings }: { readings: Reading[] }): ReactNode {
  const t = useMessages(documentMessages);
  const format = useFormat();
  const revision = useEntryRevision();
  const audienceWords = useAudienceWords();
  const when = (at: string) => <time dateTime={at}>{format.dateTime(at)}</time>;
  const columns: Column<Reading>[] = [
    { key: "name", header: t("taken-name"), rowHeader: true, cell: (one) => one.by },
    { key: "company", header: t("taken-company"), cell: (one) => one.company },
    {
      key: "what",
      header: t("taken-what"),
      cell: (one) =>
        `${revision(one.data)}, ${t(one.kind === "document.downloaded" ? "taken-downloaded" : "taken-opened")}`,
    },
    { key: "first", header: t("taken-first"), cell: (one) => when(one.first) },
    {
      key: "last",
      header: t("taken-last"),
      cell: (one) => (one.last === one.first ? t("taken-once") : when(one.last)),
    },
  ];
  return (
    <Section title={t("taken")} note={t("taken-note")} id="taken">
      <Table
        caption={t("taken")}
        hideCaption
        columns={columns}
        rows={readings}
        rowKey={(one) => `${one.first} ${one.by} ${one.kind}`}
        audience={(one) => (one.audience.kind === "room" ? undefined : audienceWords(one.audience))}
        empty={<p className="text-muted">{t("taken-empty")}</p>}
      />
    </Section>
  );
}

/** What happened to a document, newest first; what became of the comments on its pages behind a line of its own. */
export function History({ entries, steps }: { entries: ShownEntry[]; steps: ShownStep[] }): ReactNode {
  const t = useMessages(documentMessages);
  const format = useFormat();
  const sentence = useSentence();
  const audienceWords = useAudienceWords();
  return (
    <Section title={t("history")} id="history">
      <ol className="grid gap-2">
        {entries.map((entry) => {
          const line = (
            <>
              {sentence(entry)}
              {text(entry.data.reason) && `. ${t("withdrawn-reason", { reason: text(entry.data.reason) })}`}{" "}
              <time className="text-sm text-muted" dateTime={entry.at}>
                {format.dateTime(entry.at)}
              </time>
            </>
          );
          const key = `${entry.at} ${entry.kind} ${entry.audience.id}`;
          return entry.audience.kind === "room" ? (
            <li key={key}>{line}</li>
          ) : (
            <Backstage key={key} as="li" shape="row" {...audienceWords(entry.audience)}>
              {line}
            </Backstage>
          );
        })}
      </ol>
      {steps.length > 0 && (
        <Disclosure summary={t("steps", { count: steps.length })}>
          <Steps steps={steps} />
        </Disclosure>
      )}
    </Section>
  );
}

function Steps({ steps }: { steps: ShownStep[] }): ReactNode {
  const t = useMessages(documentMessages);
  const format = useFormat();
  return (
    <AudienceRuns
      items={steps.map(({ at, by, audience, step, reason, words, path }) => ({
        key: `${at} ${path} ${step}`,
        audience,
        content: (
          <p className="break-words">
            {t(`step-${step}`, { name: by })}:{" "}
            <a className="link" href={path}>
              {words ? t("quoted", { words }) : t("step-comment")}
            </a>
            {reason && `. ${t("withdrawn-reason", { reason })}`}{" "}
            <time className="text-sm text-muted" dateTime={at}>
              {format.dateTime(at)}
            </time>
          </p>
        ),
      }))}
    />
  );
}

const sideShape = (value: unknown) =>
  (["seller", "buyer", "partner"] as const).find((side) => side === value) ?? null;

function useSentence(): (entry: ShownEntry) => string {
  const t = useMessages(documentMessages);
  const revision = useEntryRevision();
  const rights = useRightsWords();
  return ({ kind, data, by }) => {
    const values = { name: by ?? "", revision: revision(data) };
    switch (kind) {
      case "document.added":
        return t("entry-added", values);
      case "document.revised":
        return data.from
          ? t("entry-revised-by", { ...values, company: text(data.from) })
          : t("entry-revised", values);
      case "document.rights-set": {
        const side = sideShape(data.holder);
        const holder = side ? t(`from-${side}`) : text(data.holder);
        const level = (["all", ...levels] as const).find((one) => one === data.level) ?? "all";
        if (level === "all") return t("entry-rights-all", { ...values, holder });
        const given = rights({
          level,
          mayRevise: data.mayRevise === true,
          mayApprove: data.mayApprove === true,
          until: typeof data.until === "string" ? data.until : null,
        });
        return t("entry-rights-set", { ...values, holder, rights: given });
      }
      case "document.published":
        return t("entry-published", values);
      case "document.crossed": {
        const from = data.from as { number?: unknown };
        return t("entry-crossed", {
          ...values,
          from: `${text(from?.number)}, ${revision(from)}`,
          number: text(data.number),
        });
      }
      case "document.edited":
        return t("entry-edited", values);
      case "document.approved":
        return t("entry-approved", values);
      case "document.approved-with-comments":
        return t("entry-approved-with-comments", values);
      case "document.not-approved":
        return t("entry-not-approved", values);
      case "document.marked":
        return t("entry-marked", values);
      case "document.provided":
        return t("entry-provided", values);
      case "document.sharing-approved":
        return t("entry-sharing-approved", values);
      case "document.sharing-refused":
        return t("entry-sharing-refused", { ...values, reason: text(data.reason) });
      case "document.sharing-returned":
        return t("entry-sharing-returned", { ...values, reason: text(data.reason) });
      case "document.sharing-recalled":
        return t("entry-sharing-recalled", values);
      case "document.superseded":
        return t("entry-superseded", { ...values, other: text((data.by as { number?: unknown })?.number) });
      case "document.withdrawn":
        return values.revision ? t("entry-withdrawn", values) : t("entry-withdrawn-all", values);
      case "document.restored":
        return values.revision ? t("entry-restored", values) : t("entry-restored-all", values);
      case "markup.exported":
        return t("entry-comments-exported", values);
      case "markup.imported":
        return t("entry-comments-imported", values);
      default:
        return t("entry-other", values);
    }
  };
}
