import { useMessages } from "#platform/i18n/index.ts";
import { ButtonLink, EmptyState, Notice, Page, Section } from "#ui/index.ts";
import { homeMessages } from "../home-messages.ts";
import type { RoomLine } from "../queries/home.ts";
import { type Day, MyDay, useMyLines } from "./MyDay.tsx";
import { RoomFilter, type RoomFilterValues } from "./RoomFilter.tsx";
import { RoomsByPhase } from "./RoomsByPhase.tsx";

/** The seller's first screen: what waits for me over all rooms, and my rooms by phase with their value and age. */
export function SellerHome(
  props: Day & { rooms: RoomLine[]; more: boolean; filter: RoomFilterValues; today: string },
) {
  const t = useMessages(homeMessages);
  const lines = useMyLines(props);
  const filtered = props.filter.q !== "" || props.filter.mine || props.filter.state !== "open";
  const open = (
    <ButtonLink to="/rooms/new" icon="add">
      {t("open-room")}
    </ButtonLink>
  );
  return (
    <Page title={t("home-seller")} actions={open}>
      <MyDay lines={lines} meetings={props.meetings} />
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
