import { catalogue, useMessages } from "#platform/i18n/index.ts";
import type en from "../../../../messages/en/audience.json";

const messages = await catalogue<keyof typeof en>("audience");

/** Who reads something, in the words of `Backstage` and `AudienceTag`. Only a side's own people ever see its own audience. */
export function useAudienceWords(): (audience: { kind: string; name: string }) => {
  tone: keyof typeof en;
  label: string;
} {
  const t = useMessages(messages);
  return ({ kind, name }) => {
    const tone =
      kind === "room" || kind === "seller" || kind === "buyer" || kind === "commercial" ? kind : "custom";
    return { tone, label: t(tone, { name }) };
  };
}
