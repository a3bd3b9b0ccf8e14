import type { z } from "zod";
import type { contactsList } from "#features/rooms/index.ts";
import { useMessages } from "#platform/i18n/index.ts";
import { Email, Person, Section } from "#ui/index.ts";
import { overviewMessages } from "../messages.ts";

type Contact = z.output<typeof contactsList.output>["contacts"][number];

/** Those whom either side has chosen to show, with what they are to be asked about and how to reach them. */
export function Contacts({ contacts, lead }: { contacts: Contact[]; lead: boolean }) {
  const t = useMessages(overviewMessages);
  return (
    <Section title={t("contacts")}>
      {contacts.length === 0 && (
        <p className="text-muted">
          {t("contacts-none")} {lead && t("contacts-none-lead")}
        </p>
      )}
      {[...new Set(contacts.map((contact) => contact.side))].map((side) => (
        <div key={side} className="mt-3 first:mt-0">
          <h3 className="mb-2 font-semibold text-muted text-sm">{t(`contacts-${side}`)}</h3>
          <ul className="grid gap-4 [&_.person]:items-start">
            {contacts
              .filter((person) => person.side === side)
              .map((person) => (
                <li key={person.id}>
                  <Person name={person.name} title={person.title} company={person.company}>
                    <span className="grid">
                      {person.subject && <span>{person.subject}</span>}
                      {person.phone && (
                        <a className="link py-1" href={`tel:${person.phone.replace(/[^+\d]/g, "")}`}>
                          {person.phone}
                        </a>
                      )}
                      {person.email && (
                        <a className="link py-1" href={`mailto:${person.email}`}>
                          <Email address={person.email} />
                        </a>
                      )}
                    </span>
                  </Person>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}
