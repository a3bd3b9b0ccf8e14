import type { ReactNode } from "react";

/** A sheet with a hairline, for one thing among several. `title` becomes an `<h3>` (or `<h2>` where no section is above). */
export function Card(props: {
  title?: ReactNode;
  aside?: ReactNode;
  level?: 2 | 3;
  children: ReactNode;
}): ReactNode {
  const Heading = props.level === 2 ? "h2" : "h3";
  return (
    <div className="card">
      {props.title && (
        <div className="card-head">
          <Heading>{props.title}</Heading>
          {props.aside}
        </div>
      )}
      {props.children}
    </div>
  );
}
