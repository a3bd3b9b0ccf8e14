import type { ReactNode } from "react";
import { type RefusalWords, useMessages, useReading } from "#platform/i18n/index.ts";
import { CheckboxGroup, DateField, Select, TextArea, TextField } from "#ui/index.ts";
import { scheduleMessages } from "../messages.ts";
import type { When } from "../model/time.ts";
import { offeredZones, placeOfZone } from "../model/zones.ts";

/** When it is: a day, times of day that may be left empty, and whose clocks they are. */
export function WhenFields({ words, start }: { words: RefusalWords; start?: When }): ReactNode {
  const t = useMessages(scheduleMessages);
  const { timeZone } = useReading();
  const chosen = words.value("zone", start?.zone ?? timeZone) ?? timeZone;
  const zones = [...new Set([timeZone, chosen, ...offeredZones])];
  const field = (name: "day" | "from" | "until" | "lastDay") => ({
    name,
    defaultValue: words.value(name, start?.[name]),
    error: words.error(name),
  });
  return (
    <fieldset>
      <legend className="field-label">{t("field-when")}</legend>
      <p className="field-hint">
        {t("field-from-hint")} {t("field-last-day-hint")}
      </p>
      <div className="flex flex-wrap items-end gap-4 mt-2">
        <DateField {...field("day")} label={t("field-day")} required />
        <TextField {...field("from")} label={t("field-from")} type="time" short optional={t("optional")} />
        <TextField {...field("until")} label={t("field-until")} type="time" short optional={t("optional")} />
        <DateField {...field("lastDay")} label={t("field-last-day")} optional={t("optional")} />
        <Select
          name="zone"
          label={t("field-zone")}
          defaultValue={chosen}
          error={words.error("zone")}
          options={zones.map((zone) => ({ value: zone, label: placeOfZone(zone) }))}
        />
      </div>
    </fieldset>
  );
}

/** What it is, in words. */
export function WordFields(props: {
  words: RefusalWords;
  start?: { title: string; place: string; link: string; note: string };
}): ReactNode {
  const t = useMessages(scheduleMessages);
  const field = (name: "title" | "place" | "link" | "note") => ({
    name,
    label: t(`field-${name}`),
    defaultValue: props.words.value(name, props.start?.[name]),
    error: props.words.error(name),
  });
  return (
    <>
      <TextField {...field("title")} required maxLength={160} />
      <TextField {...field("place")} maxLength={200} optional={t("optional")} />
      <TextField {...field("link")} type="url" maxLength={500} optional={t("optional")} />
      <TextArea {...field("note")} maxLength={4000} optional={t("optional")} hint={t("field-note-hint")} />
    </>
  );
}

/** Who is wanted among those who see it. Boxes are named so that the form reads as a list. */
export function ParticipantFields(props: {
  people: readonly { id: string; name: string; company: string }[];
  chosen?: readonly string[];
  words: RefusalWords;
}): ReactNode {
  const t = useMessages(scheduleMessages);
  return (
    <CheckboxGroup
      name="participants"
      label={t("field-participants")}
      hint={t("field-participants-hint")}
      error={props.words.error("participants")}
      defaultValue={props.chosen ?? []}
      options={props.people.map(({ id, name, company }) => ({
        value: id,
        label: company ? `${name} (${company})` : name,
      }))}
    />
  );
}
