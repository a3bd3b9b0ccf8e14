import type { ReactNode } from "react";
import { type Crumb, Crumbs } from "./Crumbs.tsx";

/**
 * A screen: where it lies (crumbs), its one `<h1>`, a sentence on what it is for, its actions, and the content.
 * `aside` stands beside the title's line, for a state mark or an audience tag.
 */
export function Page(props: {
  title: ReactNode;
  lede?: ReactNode;
  aside?: ReactNode;
  actions?: ReactNode;
  crumbs?: readonly Crumb[];
  /** Name of the crumb navigation; required in practice when there are crumbs. */
  crumbsLabel?: string;
  children: ReactNode;
}): ReactNode {
  return (
    <div className="page">
      <header className="page-head">
        <div>
          {props.crumbs && <Crumbs label={props.crumbsLabel} items={props.crumbs} />}
          <h1>{props.title}</h1>
          {props.lede && <p className="lede">{props.lede}</p>}
          {props.aside && <div className="actions mt-2">{props.aside}</div>}
        </div>
        {props.actions && <div className="actions">{props.actions}</div>}
      </header>
      {props.children}
    </div>
  );
}
