import type { ReactNode } from "react";
import { Icon } from "./Icon.tsx";

/** More on demand, by the browser's own `<details>`. Those that share a `name` close each other. */
export function Disclosure(props: {
  summary: ReactNode;
  open?: boolean;
  name?: string;
  children: ReactNode;
}): ReactNode {
  return (
    <details className="disclosure" open={props.open} name={props.name}>
      <summary>
        <Icon name="chevron-right" size={16} />
        <span>{props.summary}</span>
      </summary>
      <div>{props.children}</div>
    </details>
  );
}
