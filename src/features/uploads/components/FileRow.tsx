import type { ReactNode } from "react";
import { useFormat, useMessages, useProblemWords } from "#platform/i18n/index.ts";
import { Button, Checkbox, StateMark, TextField } from "#ui/index.ts";
import { uploadMessages } from "../messages.ts";
import { retryable } from "../model.ts";
import type { Item, Outbox } from "./outbox.ts";

/** One file: how much of it is there, what can be done with it, and what it will be called. */
export function FileRow(props: {
  item: Item;
  outbox: Outbox;
  /** It was taken off the list, and its button with it. */
  onGone(): void;
  titled: boolean;
  title: string | undefined;
  refused: string | undefined;
  again: string | undefined;
}): ReactNode {
  const t = useMessages(uploadMessages);
  const format = useFormat();
  const words = useProblemWords(uploadMessages);
  const { item, outbox } = props;
  const { state, problem } = item;
  const moving = state === "sending" || state === "broken" || state === "waiting";
  const code = problem?.code ?? "";
  // It is here and may be taken, but nobody can look at it here.
  const closed = state === "ready" && (code === "encrypted" || code === "broken") ? code : null;
  const again = state === "refused" && (retryable(code) || code === "upload-expired");
  const bytes = t("bytes", {
    sent: format.bytes(item.sent),
    size: format.bytes(item.size),
    share: format.number(item.size > 0 ? item.sent / item.size : 0, { style: "percent" }),
  });
  return (
    <li className="file-row" data-state={state}>
      {state === "ready" && item.upload && <input type="hidden" name="uploads" value={item.upload} />}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0">
          <span className="wrap-anywhere font-medium">{item.path}</span>{" "}
          <span className="text-muted tabular-nums">
            {state === "ready" ? format.bytes(item.size) : state === "refused" ? "" : bytes}
          </span>
        </p>
        <p className="flex gap-2">
          {/* One button, so that who has paused a file is where it goes on. */}
          {(moving || state === "paused" || again) && (
            <Button
              type="button"
              size="small"
              onClick={() => (moving ? outbox.pause(item.key) : outbox.resume(item.key))}
            >
              {moving
                ? t("pause")
                : code === "upload-damaged" || code === "upload-expired"
                  ? t("again")
                  : t("continue")}
            </Button>
          )}
          <Button
            type="button"
            size="small"
            look="quiet"
            aria-label={t("remove-what", { name: item.name })}
            onClick={() => {
              outbox.remove(item.key);
              props.onGone();
            }}
          >
            {t("remove")}
          </Button>
        </p>
      </div>
      {state !== "ready" && state !== "refused" && (
        <progress max={item.size} value={item.sent} aria-label={t("progress", { name: item.name })} />
      )}
      {closed ? (
        <p role="status" className="max-w-(--measure)">
          <StateMark state="hold" label={t("state-closed")} /> {t(`closed-${closed}`)}
        </p>
      ) : (
        <p className={problem ? "field-error" : "text-muted"} role={problem ? "alert" : undefined}>
          {problem ? words(problem) : t(`state-${state}`)}
        </p>
      )}
      {props.titled && state !== "refused" && (
        <TextField
          name={item.upload ? `title:${item.upload}` : `title-of-${item.key}`}
          id={`title-${item.key}`}
          label={t("title")}
          required
          maxLength={200}
          defaultValue={props.title ?? titleFrom(item.path)}
          error={props.refused}
        />
      )}
      {!props.titled && props.refused && (
        <p className="field-error" role="alert">
          {props.refused}
        </p>
      )}
      {props.again && <Checkbox name={`again:${item.upload}`} label={props.again} />}
    </li>
  );
}

/**
 * A title to begin with: the file's name without its ending, underscores as the spaces that they stand for; before it the folders
 * it lies in below the one that was chosen, which tell files of one name apart.
 */
export function titleFrom(path: string): string {
  const parts = path.split("/");
  const name = parts.at(-1) ?? path;
  const plain = name
    .replace(/\.[^.\s]{1,12}$/, "")
    .replaceAll("_", " ")
    .trim();
  return [...parts.slice(1, -1), plain || name].join(" – ").slice(-200).trim() || name;
}
