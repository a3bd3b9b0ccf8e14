import { useMessages } from "#platform/i18n/index.ts";
import { DefinitionList, Disclosure, type Option, RadioGroup } from "#ui/index.ts";
import { roomsMessages } from "../messages.ts";
import { roles } from "../model/names.ts";

/** What each role may do, in words, one click away. */
export function RolesExplained() {
  const t = useMessages(roomsMessages);
  return (
    <Disclosure summary={t("roles")}>
      <DefinitionList
        items={roles.map((role) => ({ term: t(`role-${role}`), value: t(`role-${role}-may`) }))}
      />
    </Disclosure>
  );
}

/** The choice of a role, each with what it may do. A partner never leads. */
export function RoleField({
  defaultValue,
  error,
  lead = true,
  id,
}: {
  defaultValue?: string | undefined;
  error?: string | undefined;
  lead?: boolean;
  id?: string;
}) {
  const t = useMessages(roomsMessages);
  return (
    <RadioGroup
      name="role"
      id={id}
      label={t("role")}
      required
      error={error}
      defaultValue={defaultValue}
      options={roles
        .filter((role) => lead || role !== "lead")
        .map((role) => ({ value: role, label: t(`role-${role}`), hint: t(`role-${role}-may`) }))}
    />
  );
}

/** Roles as the options of a list, where there is no room for their explanations. */
export function useRoleOptions(): Option[] {
  const t = useMessages(roomsMessages);
  return roles.map((role) => ({ value: role, label: t(`role-${role}`) }));
}
