import type { DocumentWaiting } from "#features/documents/index.ts";
import type { GateWaiting } from "#features/gates/index.ts";
import type { CommentWaiting } from "#features/markup/index.ts";
import type { WaitingItem } from "#features/process/index.ts";
import { AudienceRuns } from "#features/rooms/components/index.ts";
import type { ItemShown } from "#features/schedule/index.ts";
import { useMessages } from "#platform/i18n/index.ts";
import { Section } from "#ui/index.ts";
import { homeMessages } from "../home-messages.ts";
import { overviewMessages } from "../messages.ts";
import { Meeting } from "./NextMeeting.tsx";
import { inOrder, useWaitingLines, type WaitingLine } from "./useWaitingLines.ts";
import { WaitingList } from "./WaitingList.tsx";

/** What the first screens know of a person's rooms. */
export interface Day {
  waiting: WaitingItem[];
  decisions: GateWaiting[];
  comments: CommentWaiting[];
  documents: DocumentWaiting[];
  answers: ItemShown[];
  meetings: ItemShown[];
}

/** What waits for me over all rooms, in the order of days; of one day decisions before documents before activities before comments before answers. */
export function useMyLines({ decisions, documents, waiting, comments, answers }: Day): WaitingLine[] {
  const lines = useWaitingLines();
  return inOrder([
    ...decisions.map(lines.decision),
    ...documents.map(lines.document),
    ...waiting.map(lines.activity),
    ...comments.map(lines.comment),
    ...answers.map(lines.answer),
  ]);
}

/** What waits for me and whom I meet next, over all rooms, side by side. */
export function MyDay({ lines, meetings }: { lines: WaitingLine[]; meetings: ItemShown[] }) {
  const t = useMessages(overviewMessages);
  const home = useMessages(homeMessages);
  return (
    <div className="grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <div className="min-w-0">
        <Section title={t("waits-you")}>
          <WaitingList lines={lines} none={t("waits-you-none")} withRoom />
        </Section>
      </div>
      <div className="min-w-0">
        <Section title={home("meetings")}>
          {meetings.length === 0 ? (
            <p className="text-muted">{t("meeting-none")}</p>
          ) : (
            <AudienceRuns
              items={meetings.map((meeting) => ({
                key: meeting.id,
                audience: meeting.audience,
                content: <Meeting meeting={meeting} withRoom />,
              }))}
            />
          )}
        </Section>
      </div>
    </div>
  );
}
