import type { ReactNode } from "react";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { type State, StateMark } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import type { Status } from "../model/lists.ts";

const marks: Record<Status, State> = {
  draft: "draft",
  current: "done",
  comment: "open",
  approval: "waiting",
  approved: "agreed",
  "approved-with-comments": "conditional",
  "not-approved": "blocked",
  "as-built": "done",
  ended: "late",
  superseded: "dropped",
  withdrawn: "blocked",
};

/** How a document stands, in a word, and until when it is valid (or was). */
export function Standing(props: { status: Status; validUntil: string | null }): ReactNode {
  const t = useMessages(documentMessages);
  const format = useFormat();
  const { status, validUntil } = props;
  const when = validUntil && format.date(validUntil);
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <StateMark state={marks[status]} label={t(`status-${status}`)} />
      {when && status !== "withdrawn" && status !== "superseded" && (
        <span className="text-sm text-muted">
          {t(status === "ended" ? "expired-on" : "expires-on", { when })}
        </span>
      )}
    </span>
  );
}
