import type { ReactNode } from "react";

/** First stop of the Tab key: past the navigation to `#main`. */
export function SkipLink({ children }: { children: ReactNode }): ReactNode {
  return (
    <a className="skip" href="#main">
      {children}
    </a>
  );
}
