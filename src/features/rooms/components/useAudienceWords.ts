import { useRouteLoaderData } from "react-router";
import { catalogue, useMessages } from "#platform/i18n/index.ts";
import type en from "../../../../messages/en/audience.json";
import type { RoomFrame } from "./useRoom.ts";

const messages = await catalogue<keyof typeof en>("audience");

type Tone = Exclude<keyof typeof en, "custom-ours">;

/**
 * Who reads something, in the words of `Backstage` and `AudienceTag`. Only a side's own people ever see its own audience. A
 * named group that nobody of another side is in says so, in screens of its room.
 */
export function useAudienceWords(): (audience: { id?: string; kind: string; name: string }) => {
  tone: Tone;
  label: string;
} {
  const t = useMessages(messages);
  const frame = useRouteLoaderData("room") as RoomFrame | undefined;
  return ({ id, kind, name }) => {
    const tone =
      kind === "room" || kind === "seller" || kind === "buyer" || kind === "commercial" ? kind : "custom";
    const ours =
      tone === "custom" &&
      frame?.audiences.some((one) => one.ours && (id ? one.id === id : one.name === name));
    return { tone, label: t(ours ? "custom-ours" : tone, { name }) };
  };
}
