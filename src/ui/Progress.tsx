import type { ReactNode } from "react";
import { VisuallyHidden } from "./VisuallyHidden.tsx";

export type ProgressStep = {
  key: string;
  label: string;
  /** A few words below the name, for example a date. */
  note?: ReactNode;
  state: "done" | "current" | "ahead";
  /** The state in words, for those who listen ("done"). */
  stateLabel: string;
};

/**
 * Where a thing stands, as a line of steps. `now` is the same in words ("Step 3 of 7: Budget proposal"), which is what a phone shows.
 */
export function Progress(props: { label: string; now: string; steps: readonly ProgressStep[] }): ReactNode {
  return (
    <div>
      <ol className="progress" aria-label={props.label}>
        {props.steps.map((step) => (
          <li
            key={step.key}
            className={`step-${step.state}`}
            aria-current={step.state === "current" ? "step" : undefined}
          >
            <StepShape state={step.state} />
            {step.label}
            <VisuallyHidden> ({step.stateLabel})</VisuallyHidden>
            {step.note && <small>{step.note}</small>}
          </li>
        ))}
      </ol>
      <p className="progress-now" aria-hidden="true">
        {props.now}
      </p>
    </div>
  );
}

function StepShape({ state }: { state: ProgressStep["state"] }): ReactNode {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2">
      {state === "done" && (
        <>
          <circle cx="10" cy="12" r="8" fill="currentColor" />
          <path d="m6.5 12.2 2.5 2.6 4.7-5.4" stroke="var(--on-accent)" />
        </>
      )}
      {state === "current" && (
        <>
          <circle cx="10" cy="12" r="8" />
          <circle cx="10" cy="12" r="3" fill="currentColor" />
        </>
      )}
      {state === "ahead" && <circle cx="10" cy="12" r="6" strokeWidth="1.5" />}
    </svg>
  );
}
