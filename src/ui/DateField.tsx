import type { ComponentProps, ReactNode } from "react";
import { Field, type FieldProps } from "./Field.tsx";

type Input = Omit<ComponentProps<"input">, keyof FieldProps | "type" | "className">;

/** A calendar day; sends `YYYY-MM-DD`. */
export function DateField({
  name,
  label,
  id,
  hint,
  error,
  optional,
  ...input
}: FieldProps & Input): ReactNode {
  return (
    <Field name={name} label={label} id={id} hint={hint} error={error} optional={optional}>
      {(wiring) => <input {...input} {...wiring} type="date" className="input input-short" />}
    </Field>
  );
}

/**
 * A point in time as the reader's clock shows it; sends `YYYY-MM-DDTHH:MM` as `name` and the zone (IANA name) as `name.zone`,
 * so the server can make an instant of it. `zoneLabel` names the zone in words below the label.
 */
export function DateTimeField({
  name,
  label,
  id,
  hint,
  error,
  optional,
  zone,
  zoneLabel,
  ...input
}: FieldProps & Input & { zone: string; zoneLabel: string }): ReactNode {
  const words = (
    <>
      {hint} {zoneLabel}
    </>
  );
  return (
    <Field name={name} label={label} id={id} hint={words} error={error} optional={optional}>
      {(wiring) => (
        <>
          <input {...input} {...wiring} type="datetime-local" className="input input-short" />
          <input type="hidden" name={`${name}.zone`} value={zone} />
        </>
      )}
    </Field>
  );
}
