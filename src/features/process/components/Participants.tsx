import { Form } from "react-router";
import { useMessages, useRefusal } from "#platform/i18n/index.ts";
import { Disclosure, EditForm, ErrorSummary, Select, SubmitButton, Table } from "#ui/index.ts";
import { processMessages, processRoomMessages } from "../messages.ts";
import { PARTS } from "../model/words.ts";
import type { ActivityView } from "../view/activity.ts";
import { useTone } from "./audience.ts";

type Participant = ActivityView["participants"][number];

/** Who takes part and how; leads name the people of the teams that are theirs to name. */
export function Participants({ activity, answer }: { activity: ActivityView; answer: unknown }) {
  const t = useMessages(processRoomMessages);
  const parts = useMessages(processMessages);
  const tone = useTone();
  const change = activity.participants.some(({ mayAssign }) => mayAssign);
  return (
    <>
      <Table<Participant>
        caption={t("participants")}
        hideCaption
        rows={activity.participants}
        rowKey={({ id }) => id}
        audience={({ audience }) =>
          audience.id === activity.audience.id || audience.kind === "room" ? undefined : tone(audience)
        }
        columns={[
          {
            key: "team",
            header: t("team"),
            rowHeader: true,
            cell: ({ lane, role }) => (
              <>
                {lane}
                {role && role !== lane && <span className="font-normal text-muted"> · {role}</span>}
              </>
            ),
          },
          { key: "part", header: t("part"), cell: ({ part }) => parts(`part-${part}`) },
          {
            key: "person",
            header: t("person"),
            cell: ({ person }) => person?.name ?? <span className="text-muted">{t("nobody-named")}</span>,
          },
          ...(change
            ? [
                {
                  key: "name",
                  header: t("change"),
                  cell: (participant: Participant) =>
                    participant.mayAssign && (
                      <Assign participant={participant} people={activity.people} answer={answer} />
                    ),
                },
              ]
            : []),
        ]}
      />
      {activity.lanes.length > 0 && (
        <div className="mt-2 no-print">
          <AddParticipant activity={activity} answer={answer} />
        </div>
      )}
    </>
  );
}

function Assign({
  participant,
  people,
  answer,
}: {
  participant: Participant;
  people: ActivityView["people"];
  answer: unknown;
}) {
  const t = useMessages(processRoomMessages);
  const intent = `assign-${participant.id}`;
  const refusal = useRefusal(answer, [processRoomMessages], intent);
  const eligible = people.filter(({ side }) => (side !== "seller") === participant.customers);
  return (
    <Disclosure summary={t("name-somebody")} name="assign" open={refusal.summary.errors.length > 0}>
      <EditForm
        version={participant.version}
        refusal={refusal}
        fields={{
          member: {
            label: t("person"),
            show: (value) => people.find(({ id }) => id === value)?.name ?? value,
          },
        }}
      >
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name="participant" value={participant.id} />
        <Select
          name="member"
          id={`member-${participant.id}`}
          label={t("person")}
          empty={t("nobody-yet")}
          error={refusal.error("member")}
          defaultValue={refusal.value("member", participant.person?.id)}
          options={eligible.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <div className="actions">
          <SubmitButton name="do" value={intent} look="secondary" size="small">
            {t("save")}
          </SubmitButton>
          {participant.part !== "lead" && (
            <SubmitButton name="do" value={`remove-${participant.id}`} look="quiet" size="small">
              {t("remove-participant")}
            </SubmitButton>
          )}
        </div>
      </EditForm>
    </Disclosure>
  );
}

function AddParticipant({ activity, answer }: { activity: ActivityView; answer: unknown }) {
  const t = useMessages(processRoomMessages);
  const parts = useMessages(processMessages);
  const tone = useTone();
  const refusal = useRefusal(answer, [processRoomMessages], "participant");
  return (
    <Disclosure summary={t("add-participant")} open={refusal.summary.errors.length > 0}>
      <Form method="post" className="form">
        <ErrorSummary {...refusal.summary} />
        <input type="hidden" name="intent" value="participant" />
        <Select
          name="lane"
          label={t("team")}
          hint={t("team-hint")}
          error={refusal.error("lane")}
          defaultValue={refusal.value("lane")}
          options={activity.lanes.map(({ id, title, audience }) => ({
            value: id,
            label: title,
            ...(audience.kind !== "room" && { group: tone(audience).label }),
          }))}
        />
        <Select
          name="role"
          label={t("role")}
          optional={t("optional")}
          empty={t("no-role")}
          defaultValue={refusal.value("role")}
          options={activity.roles.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <Select
          name="part"
          label={t("part")}
          defaultValue={refusal.value("part", "co-perform")}
          options={PARTS.filter((part) => part !== "lead").map((part) => ({
            value: part,
            label: parts(`part-${part}`),
          }))}
        />
        <Select
          name="member"
          label={t("person")}
          optional={t("optional")}
          empty={t("nobody-yet")}
          error={refusal.error("member")}
          defaultValue={refusal.value("member")}
          options={activity.people.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <div className="actions">
          <SubmitButton name="do" value="participant" look="secondary">
            {t("add-participant")}
          </SubmitButton>
        </div>
      </Form>
    </Disclosure>
  );
}
