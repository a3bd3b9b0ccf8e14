import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import { Icon } from "./Icon.tsx";

/** What every field takes. Strings are already in the reader's language. */
export type FieldProps = {
  name: string;
  label: string;
  /** Only when the same name occurs in two forms of one page; `fieldId(name)` otherwise. */
  id?: string | undefined;
  hint?: ReactNode;
  /** First of several is shown. */
  error?: string | readonly string[] | null | undefined;
  /** Words after the label of a field that may be left empty, for example "(optional)". */
  optional?: string | undefined;
};

/** What the control inside must carry, so that label, hint and error belong to it. */
export type Wiring = {
  id: string;
  name: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

/** The id of the control called `name`. It is the same on every render and on the server, so that an error summary can link to it. */
export function fieldId(name: string): string {
  return `field-${name.replace(/[^\w-]+/g, "-")}`;
}

/** The message to show, if any. */
export function firstError(error: FieldProps["error"]): string | undefined {
  return (typeof error === "string" ? error : error?.[0]) || undefined;
}

/** The ids that describe a control: its hint first, then its error. */
export function describe(id: string, hint: unknown, error: unknown): string | undefined {
  return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
}

/** Hint below a label, with the id that `describe` names. */
export function FieldHint({ id, children }: { id: string; children: ReactNode }): ReactNode {
  return children ? (
    <div className="field-hint" id={`${id}-hint`}>
      {children}
    </div>
  ) : null;
}

/** Error above a control, with the id that `describe` names. */
export function FieldError({ id, children }: { id: string; children: string | undefined }): ReactNode {
  return children ? (
    <div className="field-error" id={`${id}-error`}>
      <Icon name="problem" size={16} />
      {children}
    </div>
  ) : null;
}

/** Label, hint, error and a control of any kind, tied together by ids, working without JavaScript. */
export function Field(props: FieldProps & { children: (wiring: Wiring) => ReactNode }): ReactNode {
  const id = props.id ?? fieldId(props.name);
  const error = firstError(props.error);
  return (
    <div className={classes("field", error && "field-bad")}>
      <label className="field-label" htmlFor={id}>
        {props.label}
        {props.optional && <span> {props.optional}</span>}
      </label>
      <FieldHint id={id}>{props.hint}</FieldHint>
      <FieldError id={id}>{error}</FieldError>
      {props.children({
        id,
        name: props.name,
        "aria-describedby": describe(id, props.hint, error),
        "aria-invalid": error ? true : undefined,
      })}
    </div>
  );
}
