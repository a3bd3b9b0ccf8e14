import { asSystem } from "#platform/database/system.ts";
import { acceptInvitation } from "#platform/identity/invitations.ts";
import { firstOwnerLink, takeOwnership } from "#platform/identity/ownership.ts";
import { readSession } from "#platform/identity/session.ts";
import { type CastMember, companies, guests, staff, supplier } from "./cast.ts";
import type { Stage } from "./stage.ts";

const tokenOf = (link: string): string => link.split("/").at(-1) ?? "";

/** The first owner takes the deployment, brings in the supplier's people and notes the companies. */
export async function supplierAsOwner(stage: Stage): Promise<void> {
  const [first, ...colleagues] = staff;
  const link = await firstOwnerLink();
  if (!first || !link) throw new Error("the demonstration needs an empty deployment");
  const token = await takeOwnership(tokenOf(link), {
    supplier,
    name: first.name,
    email: first.email,
    locale: first.locale,
    agent: "",
  });
  const session = await readSession(token);
  if (!session) throw new Error("the first owner has no session");
  stage.people.set(first.key, session.reader.actor);
  const { version } = await stage.act(first.key, "account.profile", {});
  await stage.act(first.key, "account.change", {
    name: first.name,
    title: first.title,
    phone: first.phone,
    locale: first.locale,
    timeZone: "Europe/Helsinki",
    theme: "system",
    version,
  });
  stage.at(-300);
  for (const colleague of colleagues) {
    const made = await stage.act(first.key, "deployment.invite", {
      name: colleague.name,
      email: colleague.email,
      title: colleague.title,
      locale: colleague.locale,
    });
    await accept(stage, colleague, made.link);
  }
  for (const company of companies) await stage.act(first.key, "companies.add", { ...company });
}

/** Somebody follows their invitation. */
async function accept(stage: Stage, person: CastMember, link: string): Promise<void> {
  const known = stage.people.get(person.key)?.personId ?? null;
  const { personId } = await asSystem(async (tx) => {
    const accepted = await acceptInvitation(tx, tokenOf(link), {
      signedInAs: known,
      at: stage.now(),
      name: person.name,
      title: person.title,
      locale: person.locale,
    });
    // Their account knows the number that a room shows of them.
    await tx.updateTable("person").set({ phone: person.phone }).where("id", "=", accepted.personId).execute();
    return accepted;
  });
  stage.people.set(person.key, { personId });
}

/** A customer's person or a consultant is invited to a room and comes. */
export async function invite(
  stage: Stage,
  room: string,
  by: string,
  key: string,
  seat: { side: "buyer" | "partner"; role: string; team?: string; commercial?: boolean },
): Promise<void> {
  const person = guests.find((guest) => guest.key === key);
  if (!person) throw new Error(`no guest is called ${key}`);
  const made = await stage.act(by, "invitations.create", {
    room,
    name: person.name,
    email: person.email,
    title: person.title,
    company: person.company,
    locale: person.locale,
    ...seat,
  });
  await accept(stage, person, made.link);
}

/** The few contacts that a side chooses to show, with how to reach them. */
export async function showContacts(
  stage: Stage,
  room: string,
  by: string,
  keys: [key: string, subject: string][],
): Promise<void> {
  for (const [place, [key, subject]] of keys.entries()) {
    const person = [...staff, ...guests].find((candidate) => candidate.key === key);
    if (person)
      await stage.act(by, "contacts.show", {
        room,
        person: stage.actor(key).personId,
        subject,
        phone: person.phone,
        email: person.email,
        place: place + 1,
      });
  }
}
