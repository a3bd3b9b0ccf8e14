import { useMessages } from "#platform/i18n/index.ts";
import { Checkbox, FilterBar, Select, TextField } from "#ui/index.ts";
import { homeMessages } from "../home-messages.ts";

export interface RoomFilterValues {
  q: string;
  state: string;
  mine: boolean;
}

const states = ["open", "won", "lost", "closed", "all"] as const;

/** Which rooms the seller's list shows; kept in the address. */
export function RoomFilter({ filter }: { filter: RoomFilterValues }) {
  const t = useMessages(homeMessages);
  return (
    <FilterBar label={t("filter")} submit={t("filter-submit")}>
      <TextField name="q" type="search" label={t("filter-text")} defaultValue={filter.q} />
      <Select
        name="state"
        label={t("col-state")}
        defaultValue={filter.state}
        options={states.map((state) => ({ value: state, label: t(`state-${state}`) }))}
      />
      <Checkbox name="mine" value="true" label={t("filter-mine")} defaultChecked={filter.mine} />
    </FilterBar>
  );
}
