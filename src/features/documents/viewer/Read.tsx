import type { ReactNode } from "react";
import { Link } from "react-router";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import type { Kind } from "./load.ts";
import { viewerMessages } from "./messages.ts";

/** What has no pages, read on the screen: text, tables, films and sound. */
export function Read(props: {
  kind: Extract<Kind, { kind: "text" | "table" | "media" }>;
  download: string | null;
}): ReactNode {
  const t = useMessages(viewerMessages);
  const { kind, download } = props;
  return (
    <div className="viewer-read">
      {download && (
        <p>
          <a className="btn btn-secondary" href={download}>
            {t("download")}
          </a>
        </p>
      )}
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

function Sheets({ sheets, chosen, table }: Extract<Kind, { kind: "table" }>): ReactNode {
  const t = useMessages(viewerMessages);
  const format = useFormat();
  const { name, rows, allRows, allColumns, more } = table;
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const columns = Array.from({ length: width }, (_, index) => columnName(index));
  const cut = more || allRows > rows.length || allColumns > width;
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
      {cut && (
        <p>
          {more
            ? t("table-begin", { rows: rows.length })
            : t("table-cut", {
                rows: format.number(rows.length),
                allRows: format.number(allRows),
                columns: width,
                allColumns: format.number(allColumns),
              })}
        </p>
      )}
      {rows.length === 0 ? (
        <p>{t("table-empty")}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className="viewer-text" tabIndex={0} aria-label={name || t("table")}>
          <table className="viewer-table">
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
            </thead>
            <tbody>
              {rows.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place
                <tr key={index}>
                  <th scope="row">{index + 1}</th>
                  {columns.map((column, place) => (
                    <td
                      key={column}
                      className={/^-?\d+(?:\.\d+)?$/.test(row[place] ?? "") ? "end" : undefined}
                    >
                      {row[place]}
                    </td>
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
