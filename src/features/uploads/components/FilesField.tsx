import { type DragEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useMessages } from "#platform/i18n/index.ts";
import { Button, FileField, Notice, VisuallyHidden } from "#ui/index.ts";
import { uploadMessages } from "../messages.ts";
import { fromDrop, fromInput } from "./choose.ts";
import { FileRow } from "./FileRow.tsx";
import type { Item } from "./outbox.ts";
import { UnfinishedFiles } from "./UnfinishedFiles.tsx";
import type { Files } from "./useFiles.ts";

/**
 * The files of a form. Without scripts one plain file input; with them files and folders that are sent at once, in parts that
 * survive a broken line. Each file that is there stands in the form as a hidden `uploads`; with `titled`, several files get a
 * `title:<upload>` each (of one alone the form's own title tells).
 */
export function FilesField(props: {
  files: Files;
  label: string;
  hint: ReactNode;
  error?: string | undefined;
  /** Nothing need be chosen: a file was received before. */
  optional?: boolean;
  several?: boolean;
  /** What was wrong with a file's own fields, by upload. */
  refused?: (upload: string) => string | undefined;
  /** Words for the box by which a file that was refused is taken all the same. */
  again?: (upload: string) => string | undefined;
  titleOf?: (item: Item) => string | undefined;
}): ReactNode {
  const t = useMessages(uploadMessages);
  const { files, several = false } = props;
  const { outbox, items, alive } = files;
  const input = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  const take = (field: HTMLInputElement | null) => {
    if (!field?.files?.length) return;
    const chosen = fromInput(field.files);
    if (!several) for (const item of outbox.items()) outbox.remove(item.key);
    outbox.add(several ? chosen : chosen.slice(0, 1));
    // They are on the list now; the field itself sends nothing.
    field.value = "";
  };
  // What was chosen before the scripts ran.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when they run
  useEffect(() => take(input.current), []);

  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const chosen = await fromDrop(event.dataTransfer);
    if (!several) for (const item of outbox.items()) outbox.remove(item.key);
    outbox.add(several ? chosen : chosen.slice(0, 1));
  };

  const ready = items.filter((item) => item.state === "ready").length;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way more; the field and the button beside it do the same
    <div
      className={over ? "dropping" : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileField
        ref={input}
        name="file"
        label={props.label}
        hint={props.hint}
        error={props.error}
        required={!props.optional && items.length === 0}
        multiple={alive && several}
        // Its own words, "no file chosen", would speak against the list below.
        data-listed={items.length > 0 || undefined}
        onChange={(event) => take(event.currentTarget)}
      />
      {alive && (
        <p className="mt-2 flex flex-wrap items-center gap-3">
          {several && (
            <>
              <Button type="button" size="small" icon="add" onClick={() => folder.current?.click()}>
                {t("choose-folder")}
              </Button>
              <input
                ref={folder}
                type="file"
                hidden
                aria-label={t("choose-folder")}
                {...{ webkitdirectory: "" }}
                onChange={(event) => take(event.currentTarget)}
              />
            </>
          )}
          <span className="text-muted only-pointer">{several ? t("or-drop") : t("or-drop-one")}</span>
        </p>
      )}
      {items.length > 0 && (
        <ul className="files mt-4" aria-label={t("files")}>
          {items.map((item) => (
            <FileRow
              key={item.key}
              item={item}
              outbox={outbox}
              onGone={() => input.current?.focus()}
              titled={several && items.length > 1}
              title={props.titleOf?.(item)}
              refused={item.upload ? props.refused?.(item.upload) : undefined}
              again={item.upload ? props.again?.(item.upload) : undefined}
            />
          ))}
        </ul>
      )}
      {items.length > 0 && <p className="text-muted mt-2">{t("keep-open")}</p>}
      <div role="status">{files.held && <Notice>{t("held")}</Notice>}</div>
      <VisuallyHidden>
        <span role="status">
          {items.length > 0 && t("count", { ready, all: items.length })}
          {(["broken", "paused"] as const).map(
            (state) => items.some((item) => item.state === state) && ` ${t(`state-${state}`)}`,
          )}
        </span>
      </VisuallyHidden>
      {alive && <UnfinishedFiles files={files} several={several} />}
    </div>
  );
}
