import { useMessages } from "#platform/i18n/index.ts";
import { Backstage, ButtonLink, Section } from "#ui/index.ts";
import { roomsMessages } from "../messages.ts";
import type { AudienceKind } from "../model/names.ts";
import { useAudienceWords } from "./useAudienceWords.ts";
import { useRoom } from "./useRoom.ts";
import { WhoSees } from "./WhoSees.tsx";

/** The audiences I am in, with all their names: who sees what, at one place. */
export function MyAudiences({
  audiences,
  mayMake,
}: {
  audiences: readonly {
    id: string;
    kind: AudienceKind;
    name: string;
    people: readonly { id: string; name: string; company: string }[];
  }[];
  mayMake: boolean;
}) {
  const t = useMessages(roomsMessages);
  const words = useAudienceWords();
  const room = useRoom();
  return (
    <Section
      title={t("audiences")}
      note={t("audiences-note")}
      actions={
        mayMake && (
          <ButtonLink icon="add" to={`/rooms/${room.id}/audiences/new`}>
            {t("audience-new")}
          </ButtonLink>
        )
      }
    >
      <ul className="grid gap-3">
        {audiences.map((audience) => (
          <Backstage key={audience.id} as="li" shape="row" {...words(audience)}>
            <WhoSees people={audience.people} />
            {audience.kind === "custom" && (
              <p className="mt-2">
                <ButtonLink size="small" to={`/rooms/${room.id}/audiences/${audience.id}`}>
                  {t("change")}
                </ButtonLink>
              </p>
            )}
          </Backstage>
        ))}
      </ul>
    </Section>
  );
}
