import type { ComponentProps, ReactNode } from "react";
import type { AudienceTone } from "./AudienceTag.tsx";
import { classes } from "./classes.ts";
import { describe, FieldError, FieldHint, type FieldProps, fieldId, firstError } from "./Field.tsx";
import { Icon } from "./Icon.tsx";

/** One choice. With `tone` it is shown as an audience: tint, dashed rule and icon, so nobody picks the wrong one by mistake. */
export type Choice = {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
  tone?: AudienceTone;
};

type GroupProps = FieldProps & { options: readonly Choice[]; required?: boolean };

function Group({
  type,
  chosen,
  onChange,
  ...props
}: GroupProps & {
  type: "radio" | "checkbox";
  chosen: readonly string[];
  onChange?: ComponentProps<"input">["onChange"];
}): ReactNode {
  const id = props.id ?? fieldId(props.name);
  const error = firstError(props.error);
  return (
    <fieldset
      className={classes("field", error && "field-bad")}
      id={`${id}-group`}
      aria-describedby={describe(id, props.hint, error)}
    >
      <legend className="field-label">
        {props.label}
        {props.optional && <span> {props.optional}</span>}
      </legend>
      <FieldHint id={id}>{props.hint}</FieldHint>
      <FieldError id={id}>{error}</FieldError>
      <div className="choices">
        {props.options.map((option, index) => (
          <label
            key={option.value}
            className={classes("choice", option.tone && `choice-tone tone-${option.tone}`)}
          >
            <input
              // The first carries the plain id, so that a link of the error summary lands on it.
              id={index === 0 ? id : `${id}-${index}`}
              type={type}
              name={props.name}
              value={option.value}
              defaultChecked={chosen.includes(option.value)}
              disabled={option.disabled}
              required={type === "radio" && props.required}
              onChange={onChange}
            />
            <span>
              <span className={classes(option.tone && "inline-flex items-center gap-2")}>
                {option.tone && <Icon name={`audience-${option.tone}`} size={18} />}
                {option.label}
              </span>
              {option.hint && <span className="field-hint block">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** One of a few, all in sight. */
export function RadioGroup({
  defaultValue,
  ...props
}: GroupProps & {
  defaultValue?: string | undefined;
  onChange?: ComponentProps<"input">["onChange"];
}): ReactNode {
  return <Group type="radio" chosen={defaultValue === undefined ? [] : [defaultValue]} {...props} />;
}

/** Any of a few: the form sends `name` once for each that is ticked. */
export function CheckboxGroup({
  defaultValue = [],
  ...props
}: GroupProps & {
  defaultValue?: readonly string[];
  onChange?: ComponentProps<"input">["onChange"];
}): ReactNode {
  return <Group type="checkbox" chosen={defaultValue} {...props} />;
}

/** A single yes or no; sends `on` (or `value`) when ticked and nothing when not. */
export function Checkbox({
  name,
  label,
  id: ownId,
  hint,
  error: errors,
  optional: _,
  ...input
}: Omit<FieldProps, "label"> & { label: ReactNode } & Omit<
    ComponentProps<"input">,
    keyof FieldProps | "type" | "className"
  >): ReactNode {
  const id = ownId ?? fieldId(name);
  const error = firstError(errors);
  return (
    <div className={classes("field", error && "field-bad")}>
      <FieldError id={id}>{error}</FieldError>
      <label className="choice">
        <input
          {...input}
          type="checkbox"
          id={id}
          name={name}
          aria-describedby={describe(id, hint, error)}
          aria-invalid={error ? true : undefined}
        />
        <span>
          <span>{label}</span>
          <FieldHint id={id}>{hint}</FieldHint>
        </span>
      </label>
    </div>
  );
}
