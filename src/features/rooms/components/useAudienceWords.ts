import { useRouteLoaderData } from "react-router";
import { catalogue, useMessages } from "#platform/i18n/index.ts";
import type en from "../../../../messages/en/audience.json";
import type { RoomFrame } from "./useRoom.ts";

/** Words for audiences; for what the server writes into files, too. */
export const audienceMessages = await catalogue<keyof typeof en>("audience");

/** The word, and the tint, of a kind of audience. */
export const audienceTone = (kind: string): Tone =>
  kind === "room" || kind === "seller" || kind === "buyer" || kind === "commercial" ? kind : "custom";

type Tone = Exclude<keyof typeof en, "custom-ours">;

/**
 * Who reads something, in the words of `Backstage` and `AudienceTag`. Only a side's own people ever see its own audience. A
 * named group that nobody of another side is in says so, in screens of its room.
 */
export function useAudienceWords(): (audience: { id?: string; kind: string; name: string }) => {
  tone: Tone;
  label: string;
} {
  const t = useMessages(audienceMessages);
  const frame = useRouteLoaderData("room") as RoomFrame | undefined;
  return ({ id, kind, name }) => {
    const tone = audienceTone(kind);
    const ours =
      tone === "custom" &&
      frame?.audiences.some((one) => one.ours && (id ? one.id === id : one.name === name));
    return { tone, label: t(ours ? "custom-ours" : tone, { name }) };
  };
}
