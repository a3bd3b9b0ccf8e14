import type { ReactNode } from "react";
import { Link } from "react-router";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { classes } from "#ui/index.ts";
import type { Kind } from "./load.ts";
import { viewerMessages } from "./messages.ts";
import type { Cell } from "./reading.ts";

/** Comments on the pages of a text or a table: whether the reader may make one, how many there are, and where they are listed. */
export interface PageComments {
  may: boolean;
  count: number;
  list: string;
}

/** What has no pages, read on the screen: text, tables, films and sound. */
export function Read(props: {
  kind: Extract<Kind, { kind: "text" | "table" | "media" }>;
  download: string | null;
  /** Address of the document, where it is written about. */
  about: string;
  comments?: PageComments | undefined;
}): ReactNode {
  const t = useMessages(viewerMessages);
  const { kind, download, about, comments } = props;
  // One goes on at the first row of what is shown.
  const sheet = kind.kind === "table" ? kind.chosen + 1 : 1;
  const first = kind.kind === "table" ? kind.table.from + 1 : 1;
  return (
    <div className="viewer-read">
      <p className="viewer-ways">
        {download && (
          <a className="btn btn-secondary" href={download}>
            {t("download")}
          </a>
        )}
        {kind.kind === "media" ? (
          <Link className="link" to={about}>
            {t("write-about")}
          </Link>
        ) : (
          <a className={comments?.may ? "btn btn-primary" : "link"} href={`?sheet=${sheet}&row=${first}`}>
            {t(comments?.may ? "comment-pages" : "as-pages")}
          </a>
        )}
        {kind.kind !== "media" && comments && comments.count > 0 && (
          <Link className="link" to={comments.list}>
            {t("comments-there", { count: comments.count })}
          </Link>
        )}
      </p>
      {kind.kind === "text" && <Text {...kind} />}
      {kind.kind === "table" && <Sheets {...kind} />}
      {kind.kind === "media" && <Player {...kind} />}
    </div>
  );
}

function Text({ text, truncated }: { text: string; truncated: boolean }): ReactNode {
  const t = useMessages(viewerMessages);
  return (
    <>
      {text.trim() === "" && <p>{t("read-empty")}</p>}
      {truncated && <p>{t("read-truncated")}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="viewer-text" tabIndex={0} aria-label={t("read-text")}>
        <pre>{text}</pre>
      </section>
    </>
  );
}

function Sheets({ sheets, chosen, part, parts, table, more }: Extract<Kind, { kind: "table" }>): ReactNode {
  const t = useMessages(viewerMessages);
  const format = useFormat();
  const { name, rows, head, from, readable, allRows, allColumns } = table;
  const width = [head ?? [], ...rows].reduce((most, row) => Math.max(most, row.length), 0);
  const columns = Array.from({ length: width }, (_, index) => columnName(index));
  const at = (to: number) => `?sheet=${chosen + 1}&part=${to + 1}`;
  return (
    <>
      {sheets.length > 1 && (
        <nav aria-label={t("sheets")}>
          <ul className="viewer-tabs">
            {sheets.map((sheet, index) => (
              <li key={sheet}>
                <Link to={`?sheet=${index + 1}`} aria-current={index === chosen ? "page" : undefined}>
                  {sheet}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {more ? (
        <p>{t("table-begin", { rows: format.number(readable), count: readable })}</p>
      ) : (
        (allRows > readable || allColumns > width) && (
          <p>
            {t("table-cut", {
              rows: format.number(readable),
              allRows: format.number(allRows),
              columns: width,
              allColumns: format.number(allColumns),
            })}
          </p>
        )
      )}
      {parts > 1 && (
        <nav className="viewer-parts" aria-label={t("table-parts")}>
          {part > 0 && <Link to={at(part - 1)}>{t("table-before")}</Link>}
          <span>
            {t("table-part", {
              from: format.number(from + 1),
              to: format.number(from + rows.length),
              of: format.number(readable),
            })}
          </span>
          {part < parts - 1 && <Link to={at(part + 1)}>{t("table-after")}</Link>}
        </nav>
      )}
      {width === 0 ? (
        <p>{t("table-empty")}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className="viewer-text" tabIndex={0} aria-label={name || t("table")}>
          <table className={classes("viewer-table", head && "viewer-headed")}>
            <caption className="sr-only">{name || t("table")}</caption>
            <thead>
              <tr>
                <th scope="col">
                  <span className="sr-only">{t("row")}</span>
                </th>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
              {head && (
                <tr>
                  <th scope="row">1</th>
                  {columns.map((column, place) => (
                    <th key={column} scope="col">
                      {String(head[place] ?? "")}
                    </th>
                  ))}
                </tr>
              )}
            </thead>
            <tbody>
              {rows.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place
                <tr key={index}>
                  <th scope="row">{from + index + 1}</th>
                  {columns.map((column, place) => (
                    <Value key={column} cell={row[place] ?? ""} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <p className="viewer-note">{t("table-values")}</p>
    </>
  );
}

/** A cell as the reader's language writes it; what is in the file stands in its `value`, and is told when it is pointed at. */
function Value({ cell }: { cell: Cell }): ReactNode {
  const t = useMessages(viewerMessages);
  const format = useFormat();
  if (typeof cell === "number") {
    // As many digits as spreadsheets show; what was added up in binary has more, which nobody wrote.
    const said = format.number(cell, { useGrouping: false, maximumSignificantDigits: 12 });
    return (
      <td className="end">
        <data value={cell} title={String(cell)}>
          {said}
        </data>
      </td>
    );
  }
  if (typeof cell === "boolean") return <td>{t(cell ? "value-true" : "value-false")}</td>;
  if (typeof cell === "string") return <td className={digits.test(cell) ? "end" : undefined}>{cell}</td>;
  const said = cell.at.includes("T")
    ? // A time of the day is a part of spreadsheets' day nought.
      cell.at.startsWith("1899-12-3")
      ? format.time(cell.at)
      : format.dateTime(cell.at)
    : format.date(cell.at);
  return (
    <td className="end">
      <time dateTime={cell.at} title={cell.at.replace("T", " ")}>
        {said}
      </time>
    </td>
  );
}

const digits = /^-?\d+(?:[.,]\d+)?$/;

function Player({ media, source, name }: Extract<Kind, { kind: "media" }>): ReactNode {
  const t = useMessages(viewerMessages);
  return (
    <>
      {media === "video" ? (
        // biome-ignore lint/a11y/useMediaCaption: captions are in the file, if it has any
        <video controls preload="none" src={source} aria-label={name} />
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: a recording comes as it is
        <audio controls preload="none" src={source} aria-label={name} />
      )}
      <p className="viewer-note">{t("play-noted")}</p>
    </>
  );
}

/** As spreadsheets name their columns: A … Z, AA … */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}
