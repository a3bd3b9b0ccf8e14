import { type ReactNode, useState } from "react";
import { Form, useLocation } from "react-router";
import { Button } from "./Button.tsx";
import { ErrorSummary, type FormProblem } from "./ErrorSummary.tsx";
import { Notice } from "./Notice.tsx";
import { Table } from "./Table.tsx";

interface Both {
  title: string;
  by: string;
  same: string | undefined;
  words: Record<"field" | "mine" | "now" | "keepMine" | "keepTheirs", string>;
  rows: { name: string; label: string; mine: ReactNode; now: ReactNode }[];
}

/**
 * A form that changes what has a version. It sends the version that its reader has seen, also when the screen has learned of a
 * newer one meanwhile: until something is typed the form follows what comes in live, from then on it holds. A stale save comes back
 * with both versions side by side, and the choice to save the own over it or to keep what it says now. `fields` are its words by
 * name; `send` is the name and value of its own button, where the buttons tell the forms of a screen apart.
 */
export function EditForm<Words extends Record<string, string | { label: string }>>(props: {
  version: number | undefined;
  refusal: {
    summary: { title: string; errors: readonly FormProblem[] };
    version(start: number | undefined): number | undefined;
    both(fields: Words): Both | undefined;
    turn: unknown;
  };
  fields: Words;
  send?: { name: string; value: string };
  className?: string;
  children: ReactNode;
}): ReactNode {
  const { version: newest, refusal } = props;
  const said = refusal.version(newest);
  const [held, hold] = useState({
    version: said,
    turn: refusal.turn,
    typed: refusal.turn !== undefined,
    times: 0,
  });
  // Set while rendering, as React wants state that follows what comes in.
  if (held.turn !== refusal.turn) hold({ ...held, version: said, turn: refusal.turn, typed: true });
  else if (!held.typed && held.version !== newest) hold({ ...held, version: newest, times: held.times + 1 });
  const both = refusal.both(props.fields);
  return (
    <Form
      method="post"
      className={props.className ?? "form"}
      key={held.times}
      onInput={() => held.typed || hold({ ...held, typed: true })}
    >
      <ErrorSummary {...refusal.summary} labels={labelsOf(props.fields)} />
      {held.version !== undefined && <input type="hidden" name="version" value={held.version} />}
      {both && <BothVersions both={both} send={props.send} />}
      {props.children}
    </Form>
  );
}

const labelsOf = (fields: Record<string, string | { label: string }>) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, typeof field === "string" ? field : field.label]),
  );

function BothVersions({
  both,
  send,
}: {
  both: Both;
  send: { name: string; value: string } | undefined;
}): ReactNode {
  const { pathname, search } = useLocation();
  const { words, rows } = both;
  return (
    <Notice tone="warning" title={both.title}>
      {both.by && <p>{both.by}</p>}
      {both.same && <p>{both.same}</p>}
      {rows.length > 0 && (
        <Table
          caption={both.title}
          hideCaption
          rows={rows}
          rowKey={({ name }) => name}
          columns={[
            { key: "field", header: words.field, rowHeader: true, cell: ({ label }) => label },
            { key: "mine", header: words.mine, cell: ({ mine }) => <Words>{mine}</Words> },
            { key: "now", header: words.now, cell: ({ now }) => <Words>{now}</Words> },
          ]}
        />
      )}
      <div className="actions mt-4">
        {rows.length > 0 && (
          <Button look="secondary" type="submit" {...send}>
            {words.keepMine}
          </Button>
        )}
        <a className="btn btn-quiet" href={pathname + search}>
          {words.keepTheirs}
        </a>
      </div>
    </Notice>
  );
}

const Words = ({ children }: { children: ReactNode }) => (
  <span className="whitespace-pre-wrap">{children}</span>
);
