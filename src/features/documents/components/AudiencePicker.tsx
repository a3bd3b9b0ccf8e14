import type { ReactNode } from "react";
import { useAudienceWords } from "#features/rooms/components/index.ts";
import { useFormat } from "#platform/i18n/index.ts";
import { RadioGroup } from "#ui/index.ts";

/** An audience with the names that stand below its words. */
export interface PickedAudience {
  id: string;
  kind: string;
  name: string;
  people: readonly { name: string; company: string }[];
  /** Words before the names. */
  before?: string | undefined;
}

/** Who will see it: each audience on its tint with every name, none chosen beforehand, so that the choice is made. */
export function AudiencePicker(props: {
  name: string;
  label: string;
  audiences: readonly PickedAudience[];
  chosen?: string | undefined;
  error?: string | undefined;
}): ReactNode {
  const words = useAudienceWords();
  const format = useFormat();
  return (
    <RadioGroup
      name={props.name}
      label={props.label}
      required
      defaultValue={props.chosen}
      error={props.error}
      options={props.audiences.map((audience) => {
        const { tone, label } = words(audience);
        const names = format.list(
          audience.people.map(({ name, company }) => (company ? `${name} (${company})` : name)),
        );
        return {
          value: audience.id,
          label,
          tone,
          hint: audience.before ? `${audience.before} ${names}` : names,
        };
      })}
    />
  );
}
