import { type ReactNode, useEffect, useRef } from "react";
import { fieldId } from "./Field.tsx";
import { Icon } from "./Icon.tsx";

/** A refusal: of the field called `name` (or with the id `id`), or of the whole form when neither is given. */
export type FormProblem = { name?: string; id?: string; message: string };

/**
 * All refusals of a form above it, each a link to its field. It takes the focus when it appears or changes, so that keyboard and
 * screen-reader users start there; without JavaScript it is simply the first thing of the form. Nothing is shown without errors.
 */
export function ErrorSummary({
  title,
  errors,
  labels,
}: {
  title: string;
  errors: readonly FormProblem[];
  /** What the fields are called, by name: several refusals in a row say which is which. */
  labels?: Readonly<Record<string, string>> | undefined;
}): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const content = errors.map((error) => error.message).join("\n");
  useEffect(() => {
    if (content) box.current?.focus();
  }, [content]);
  if (errors.length === 0) return null;
  return (
    <div ref={box} className="notice notice-problem" role="alert" tabIndex={-1}>
      <Icon name="problem" />
      <div>
        <strong>{title}</strong>
        <ul>
          {errors.map((error) => {
            const label = labels?.[error.name ?? ""];
            const words = label ? `${label}: ${error.message}` : error.message;
            const target = error.id ?? (error.name && fieldId(error.name));
            return (
              <li key={`${target} ${words}`}>
                {target ? (
                  <a className="link" href={`#${target}`}>
                    {words}
                  </a>
                ) : (
                  words
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}
