import type { ReactNode } from "react";
import { Form } from "react-router";
import { Button } from "./Button.tsx";

/** Filters of a list as a GET form: the choice is in the address, can be sent to a colleague, and needs no JavaScript. */
export function FilterBar(props: {
  label: string;
  submit: string;
  clear?: ReactNode;
  children: ReactNode;
}): ReactNode {
  return (
    <search className="no-print">
      <Form className="filterbar" aria-label={props.label} preventScrollReset>
        {props.children}
        <Button>{props.submit}</Button>
        {props.clear}
      </Form>
    </search>
  );
}

/** What can be done with a list, above it: words or counts at the left, actions at the right. */
export function Toolbar(props: { children?: ReactNode; actions?: ReactNode }): ReactNode {
  return (
    <div className="toolbar no-print">
      <div>{props.children}</div>
      {props.actions && <div className="actions">{props.actions}</div>}
    </div>
  );
}
