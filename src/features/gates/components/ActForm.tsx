import type { ReactNode } from "react";
import { type FieldWords, type RefusalWords, useRefusal } from "#platform/i18n/index.ts";
import { Disclosure, EditForm, SubmitButton } from "#ui/index.ts";
import { gateProblems } from "../messages.ts";

/**
 * One of the forms of a screen, folded away until it is wanted, and open again with its refusal and all that was typed.
 * `intent` tells the forms apart: what is done and, after a colon, to what.
 */
export function ActForm(props: {
  intent: string;
  version: number;
  answer: unknown;
  /** What folds it; without it the form is in sight. */
  summary?: string;
  submit: string;
  look?: "primary" | "secondary" | "danger" | "quiet";
  text?: ReactNode;
  /** Words of what was there before and can have been changed by somebody else meanwhile. */
  fields?: Record<string, FieldWords>;
  children?: (refusal: RefusalWords) => ReactNode;
}): ReactNode {
  const refusal = useRefusal(props.answer, gateProblems, props.intent);
  const form = (
    <EditForm version={props.version} refusal={refusal} fields={props.fields ?? {}}>
      {props.text && <p className="text-muted">{props.text}</p>}
      <input type="hidden" name="intent" value={props.intent} />
      {props.children?.(refusal)}
      <div className="actions">
        <SubmitButton look={props.look ?? "primary"}>{props.submit}</SubmitButton>
      </div>
    </EditForm>
  );
  if (!props.summary) return form;
  return (
    <Disclosure summary={props.summary} open={refusal.summary.errors.length > 0}>
      {form}
    </Disclosure>
  );
}
