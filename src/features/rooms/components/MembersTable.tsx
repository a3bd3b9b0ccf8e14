import { Link } from "react-router";
import { useMessages } from "#platform/i18n/index.ts";
import { Badge, Person, Table, VisuallyHidden } from "#ui/index.ts";
import { roomsMessages } from "../messages.ts";
import type { MemberShown } from "../queries/people.ts";

/** The members of one side. Leads get to a person's own screen by the name. */
export function MembersTable({
  caption,
  members,
  me,
  leads,
}: {
  caption: string;
  members: readonly MemberShown[];
  me: string;
  leads: boolean;
}) {
  const t = useMessages(roomsMessages);
  return (
    <Table
      caption={caption}
      hideCaption
      rows={members}
      rowKey={(member) => member.id}
      columns={[
        {
          key: "name",
          header: t("name"),
          rowHeader: true,
          cell: (member) => (
            <Person name={member.name} title={member.title} company={member.company}>
              {[
                member.id === me && t("me"),
                member.host && t("side-partner-host", { side: member.host }),
                member.entryReason && t("entered", { reason: member.entryReason }),
              ]
                .filter(Boolean)
                .join(" · ")}
            </Person>
          ),
        },
        { key: "role", header: t("role"), cell: (member) => t(`role-${member.role}`) },
        { key: "team", header: t("team"), cell: (member) => member.team },
        {
          key: "marks",
          header: t("marks"),
          cell: (member) =>
            (member.commercial || member.contact) && (
              <span className="inline-flex flex-wrap gap-2">
                {member.commercial && <Badge>{t("commercial-short")}</Badge>}
                {member.contact && <Badge>{t("contact")}</Badge>}
              </span>
            ),
        },
        ...(leads
          ? [
              {
                key: "change",
                header: t("more-about"),
                align: "end" as const,
                cell: (member: MemberShown) =>
                  member.id === me && !member.mine ? null : (
                    <Link className="link" to={member.id}>
                      {member.mine ? t("change") : t("look")}
                      <VisuallyHidden> {member.name}</VisuallyHidden>
                    </Link>
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}
