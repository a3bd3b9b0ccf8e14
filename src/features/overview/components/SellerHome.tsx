import type { GateWaiting } from "#features/gates/index.ts";
import type { WaitingItem } from "#features/process/index.ts";
import type { ItemShown } from "#features/schedule/index.ts";
import { useMessages } from "#platform/i18n/index.ts";
import { ButtonLink, EmptyState, Notice, Page, Section } from "#ui/index.ts";
import { overviewMessages } from "../messages.ts";
import type { RoomLine } from "../queries/home.ts";
import { Meetings } from "./BuyerHome.tsx";
import { RoomFilter, type RoomFilterValues } from "./RoomFilter.tsx";
import { RoomsByPhase } from "./RoomsByPhase.tsx";
import { useWaitingLines } from "./useWaitingLines.ts";
import { WaitingList } from "./WaitingList.tsx";

/** The seller's first screen: what waits for me over all rooms, and my rooms by phase with their value and age. */
export function SellerHome(props: {
  rooms: RoomLine[];
  more: boolean;
  waiting: WaitingItem[];
  decisions: GateWaiting[];
  answers: ItemShown[];
  meetings: ItemShown[];
  filter: RoomFilterValues;
  today: string;
}) {
  const t = useMessages(overviewMessages);
  const lines = useWaitingLines();
  const waiting = [
    ...props.decisions.map(lines.decision),
    ...props.waiting.map(lines.activity),
    ...props.answers.map(lines.answer),
  ];
  const filtered = props.filter.q !== "" || props.filter.mine || props.filter.state !== "open";
  const open = (
    <ButtonLink to="/rooms/new" icon="add">
      {t("open-room")}
    </ButtonLink>
  );
  return (
    <Page title={t("home-seller")} actions={open}>
      <div className="grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="min-w-0">
          <Section title={t("waits-you")}>
            <WaitingList lines={waiting} none={t("waits-you-none")} withRoom />
          </Section>
        </div>
        <div className="min-w-0">
          <Section title={t("meetings")}>
            <Meetings meetings={props.meetings} />
          </Section>
        </div>
      </div>
      <div className="mt-10">
        <Section title={t("rooms-by-phase")}>
          <RoomFilter filter={props.filter} />
          {props.rooms.length === 0 ? (
            <EmptyState title={t(filtered ? "empty-filter" : "empty-seller")} actions={!filtered && open}>
              {t(filtered ? "empty-filter-text" : "empty-seller-text")}
            </EmptyState>
          ) : (
            <RoomsByPhase rooms={props.rooms} today={props.today} />
          )}
          {props.more && <Notice tone="info">{t("more-rooms")}</Notice>}
        </Section>
      </div>
    </Page>
  );
}
