import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes.ts";
import { Field, type FieldProps } from "./Field.tsx";

type Own = keyof FieldProps | "className";

/** One line of text. Other attributes (`type`, `autoComplete`, `inputMode`, `defaultValue`, `required` …) go to the `<input>`. */
export function TextField({
  name,
  label,
  id,
  hint,
  error,
  optional,
  short,
  ...input
}: FieldProps &
  Omit<ComponentProps<"input">, Own> & {
    /** For short values such as a code. */ short?: boolean;
  }): ReactNode {
  return (
    <Field name={name} label={label} id={id} hint={hint} error={error} optional={optional}>
      {(wiring) => (
        <input type="text" {...input} {...wiring} className={classes("input", short && "input-short")} />
      )}
    </Field>
  );
}

/** Several lines of text; grows with what is typed where the browser can. */
export function TextArea({
  name,
  label,
  id,
  hint,
  error,
  optional,
  ...area
}: FieldProps & Omit<ComponentProps<"textarea">, Own>): ReactNode {
  return (
    <Field name={name} label={label} id={id} hint={hint} error={error} optional={optional}>
      {(wiring) => <textarea rows={4} {...area} {...wiring} className="input" />}
    </Field>
  );
}
