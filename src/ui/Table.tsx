import type { ReactNode } from "react";
import { AudienceTag, type AudienceTone } from "./AudienceTag.tsx";
import { classes } from "./classes.ts";

export type Column<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** `end` for numbers, money and dates that are compared down the column. */
  align?: "start" | "end";
  /** What names the row; one a table, and normally the first. */
  rowHeader?: boolean;
  /** Left out where the table is stacked into cards. */
  wideOnly?: boolean;
};

/**
 * A table that aligns, and that becomes one card a row where it is narrower than 36 rem (by CSS, the markup stays a table).
 * Rows with an `audience` stand on its tint behind the dashed rule, with its words in the first column.
 * With no rows, `empty` is shown instead of the table.
 */
export function Table<Row>(props: {
  caption: string;
  /** Leaves the caption to screen readers where a heading just above says the same. */
  hideCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  audience?: (row: Row) => { tone: AudienceTone; label: string } | undefined;
  empty?: ReactNode;
  /** Cells of a last line, by column key. */
  footer?: Readonly<Record<string, ReactNode>>;
}): ReactNode {
  if (props.rows.length === 0 && props.empty) return props.empty;
  return (
    <div className="tbl-wrap">
      <table className="tbl">
        <caption className={props.hideCaption ? "sr-only" : undefined}>{props.caption}</caption>
        <thead>
          <tr>
            {props.columns.map((column) => (
              <th key={column.key} scope="col" className={column.align}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => {
            const audience = props.audience?.(row);
            return (
              <tr key={props.rowKey(row)} className={audience && classes("tone", `tone-${audience.tone}`)}>
                {props.columns.map((column, index) => (
                  <Cell key={column.key} column={column}>
                    {column.cell(row)}
                    {index === 0 && audience && <AudienceTag {...audience} />}
                  </Cell>
                ))}
              </tr>
            );
          })}
        </tbody>
        {props.footer && (
          <tfoot>
            <tr>
              {props.columns.map((column) => (
                <Cell key={column.key} column={column}>
                  {props.footer?.[column.key]}
                </Cell>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

function Cell<Row>({ column, children }: { column: Column<Row>; children: ReactNode }): ReactNode {
  const className = classes(column.align, column.wideOnly && "wide-only") || undefined;
  if (column.rowHeader)
    return (
      <th scope="row" className={className}>
        {children}
      </th>
    );
  return (
    <td className={className} data-label={column.header}>
      {children}
    </td>
  );
}
