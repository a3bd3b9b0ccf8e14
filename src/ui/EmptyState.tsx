import type { ReactNode } from "react";

/** Where a list would be: what is not there yet, and what to do next. */
export function EmptyState(props: { title: string; children?: ReactNode; actions?: ReactNode }): ReactNode {
  return (
    <div className="empty">
      <p>
        <strong>{props.title}</strong>
      </p>
      {props.children && <p>{props.children}</p>}
      {props.actions && <div className="actions">{props.actions}</div>}
    </div>
  );
}
