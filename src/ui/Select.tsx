import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes.ts";
import { Field, type FieldProps } from "./Field.tsx";

/** A choice in a list; options of the same `group` that follow each other stand under its heading. */
export type Option = { value: string; label: string; group?: string; disabled?: boolean };

/** One of many. Up to about five choices are better as a `RadioGroup`. `empty` is the words of the choice "nothing". */
export function Select({
  name,
  label,
  id,
  hint,
  error,
  optional,
  options,
  empty,
  short,
  ...select
}: FieldProps &
  Omit<ComponentProps<"select">, keyof FieldProps | "className" | "children"> & {
    options: readonly Option[];
    empty?: string | undefined;
    short?: boolean;
  }): ReactNode {
  return (
    <Field name={name} label={label} id={id} hint={hint} error={error} optional={optional}>
      {(wiring) => (
        <select {...select} {...wiring} className={classes("input", short && "input-short")}>
          {empty !== undefined && <option value="">{empty}</option>}
          <Options options={options} />
        </select>
      )}
    </Field>
  );
}

function Options({ options }: { options: readonly Option[] }): ReactNode {
  const groups: { group: string | undefined; options: Option[] }[] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last && last.group === option.group) last.options.push(option);
    else groups.push({ group: option.group, options: [option] });
  }
  return groups.map(({ group, options: own }) => {
    const items = own.map((option) => (
      <option key={option.value} value={option.value} disabled={option.disabled}>
        {option.label}
      </option>
    ));
    return group ? (
      <optgroup key={group} label={group}>
        {items}
      </optgroup>
    ) : (
      items
    );
  });
}
