import type { ReactNode } from "react";
import type { z } from "zod";
import { useMessages } from "#platform/i18n/index.ts";
import { Disclosure, Section } from "#ui/index.ts";
import { conversationMessages } from "../messages.ts";
import type { threadsAbout } from "../queries/about.ts";
import { ThreadList } from "./ThreadList.tsx";
import { WriteForm } from "./WriteForm.tsx";
import { useAudienceWords } from "./words.ts";

/**
 * Conversations about one thing, on that thing's own screen, with a form for each audience that may read about it. The
 * data is `threadsAbout` of the feature's door: `about: await ask(context, threadsAbout, { room, subjectType, subject })`.
 */
export function ThreadsPanel({
  room,
  about,
  empty,
}: {
  room: string;
  about: z.output<typeof threadsAbout.output>;
  /** Said when there is none to read, where "nobody has written" might not be true. */
  empty?: string | undefined;
}): ReactNode {
  const t = useMessages(conversationMessages);
  const words = useAudienceWords();
  return (
    <Section title={t("on-this")} id="conversation">
      {about.threads.length > 0 ? (
        <ThreadList room={room} threads={about.threads} audiences={about.audiences} oneSubject />
      ) : (
        <p className="text-muted">{empty ?? t("on-this-empty")}</p>
      )}
      {about.mayTalk && (
        <div className="mt-4 grid gap-2 no-print">
          <p className="font-semibold">{t("start")}</p>
          {about.startIn.map((audience) => (
            <Disclosure key={audience.id} name="start" summary={words(audience)}>
              <WriteForm
                audience={audience}
                id={`write-${audience.id}`}
                action={`/rooms/${room}/conversation/new?audience=${audience.id}&subjectType=${about.subject.type}&subject=${about.subject.id}`}
                idempotencyKey={`${about.key}-${audience.id.slice(0, 8)}`}
              />
            </Disclosure>
          ))}
        </div>
      )}
    </Section>
  );
}
