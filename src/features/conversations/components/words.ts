import type { z } from "zod";
import { useMessages } from "#platform/i18n/index.ts";
import { conversationMessages } from "../messages.ts";
import type { AudienceShown, subjectShown } from "../model/schema.ts";

/** An audience as it is called where it is read and written: who, of which companies, how many. */
export function useAudienceWords(): (audience: AudienceShown) => string {
  const t = useMessages(conversationMessages);
  return (audience) => {
    const companies = [...new Set(audience.people.map((person) => person.company).filter(Boolean))].join(
      ", ",
    );
    const values = { name: audience.name, companies, count: audience.people.length };
    switch (audience.kind) {
      case "room":
        return t("audience-room", values);
      // A team's audience is seen by nobody but the team, so it is always the reader's own.
      case "seller":
      case "buyer":
        return t("audience-team", values);
      case "commercial":
        return t("audience-commercial", values);
      case "custom":
        return t("audience-custom", values);
    }
  };
}

/** The words on the button that sends: whom it reaches. */
export function useSendWords(): (audience: AudienceShown) => string {
  const t = useMessages(conversationMessages);
  return ({ kind, name }) => {
    switch (kind) {
      case "room":
        return t("send-room");
      case "seller":
      case "buyer":
        return t("send-team");
      case "commercial":
        return t("send-commercial");
      case "custom":
        return t("send-custom", { name });
    }
  };
}

/** What a thread is about, in words; null for the room itself. */
export function useSubjectWords(): (subject: z.infer<typeof subjectShown>) => string | null {
  const t = useMessages(conversationMessages);
  return ({ type, title, values }) => {
    if (type === "room") return null;
    if (type === "place" && title !== null && values && values.page !== 0)
      return t("about-place", { ...values, title });
    if (type === "place") return t("about-comment", { ordinal: values?.ordinal ?? 0, title: title ?? "" });
    return title === null ? t("about-hidden") : t(`about-${type}`, { title });
  };
}
