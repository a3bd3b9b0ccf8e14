import { type ReactNode, useEffect, useRef } from "react";
import { Icon } from "#ui/index.ts";

/**
 * On a phone put away behind one line that says what it holds; on wider screens open, without the line. The part stands beside
 * the `<details>`, not in it, so that every browser can show it where there is no line; no script is needed.
 */
export function Fold(props: {
  summary: ReactNode;
  /** When this becomes another, what was opened is put away again: what was asked for is there. */
  reset?: string;
  /** Beside the line, on a phone only. */
  beside?: ReactNode;
  children: ReactNode;
}): ReactNode {
  const line = useRef<HTMLDetailsElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change itself is what is waited for
  useEffect(() => {
    if (!line.current?.open) return;
    line.current.open = false;
    line.current.querySelector("summary")?.focus();
  }, [props.reset]);
  return (
    <div className="grid grid-cols-[1fr_auto] items-start">
      <details ref={line} className="disclosure peer sm:hidden no-print">
        <summary className="min-h-11!">
          <Icon name="chevron-right" size={16} />
          <span>{props.summary}</span>
        </summary>
      </details>
      <div className="peer sm:hidden no-print">{props.beside}</div>
      <div className="col-span-2 max-sm:peer-[details:not([open])]:hidden">{props.children}</div>
    </div>
  );
}
