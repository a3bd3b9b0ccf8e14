import { useAudienceWords } from "#features/rooms/components/index.ts";
import type { AudienceTone } from "#ui/index.ts";
import type { SeenAudience } from "../queries/shapes.ts";

/** Tone and words of an audience, for `Backstage`, `Table` and `AudienceTag`. */
export function useTone(): (audience: SeenAudience) => { tone: AudienceTone; label: string } {
  const words = useAudienceWords();
  return (audience) => words(audience);
}
