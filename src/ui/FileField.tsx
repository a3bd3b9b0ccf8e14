import type { ComponentProps, ReactNode } from "react";
import { Field, type FieldProps } from "./Field.tsx";

/** A file from the reader's device; say in `hint` what is accepted and how large it may be. The form needs `encType="multipart/form-data"`. */
export function FileField({
  name,
  label,
  id,
  hint,
  error,
  optional,
  ...input
}: FieldProps & Omit<ComponentProps<"input">, keyof FieldProps | "type" | "className">): ReactNode {
  return (
    <Field name={name} label={label} id={id} hint={hint} error={error} optional={optional}>
      {(wiring) => <input {...input} {...wiring} type="file" className="input" />}
    </Field>
  );
}
