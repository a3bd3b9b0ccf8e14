import type { ComponentType, ReactNode } from "react";
import { Link } from "react-router";
import { useMessages } from "#platform/i18n/index.ts";
import type { ViewedRevision } from "../queries/view.ts";
import type { Kind } from "./load.ts";
import { viewerMessages } from "./messages.ts";
import { NotShown } from "./NotShown.tsx";
import { type PageComments, Read } from "./Read.tsx";
import { Status } from "./Status.tsx";
import type { PageLayer, View } from "./types.ts";
import { Viewer } from "./Viewer.tsx";
import "./viewer.css";

/** A revision as its screen shows it: what it is and who sees it, then its pages. */
export function DocumentView(props: {
  shown: Omit<ViewedRevision, "content">;
  kind: Kind;
  download: string | null;
  room: string;
  /** Told where the file is read as it is. */
  comments?: PageComments;
  layer?: ComponentType<PageLayer>;
  tools?(view: View): ReactNode;
  beside?(view: View): ReactNode;
}): ReactNode {
  const { shown, kind, download, room, comments, ...over } = props;
  const t = useMessages(viewerMessages);
  const about = `/rooms/${room}/documents/${shown.document.id}#conversation`;
  return (
    <div className="viewer">
      <Status shown={shown} room={room} />
      {kind.kind === "pages" && kind.made && (
        <p className="viewer-derived">
          {t(kind.made === "office" ? "derived" : "derived-set")}{" "}
          {kind.read && (
            <Link className="link" to="?">
              {t("as-it-is")}
            </Link>
          )}
        </p>
      )}
      {kind.kind === "pages" ? (
        <Viewer key={shown.revision.id} paged={kind.paged} download={download} {...over} />
      ) : kind.kind === "text" || kind.kind === "table" || kind.kind === "media" ? (
        <Read kind={kind} download={download} about={about} comments={comments} />
      ) : (
        <NotShown
          instead={kind.kind === "failed" || kind.kind === "other" ? null : kind.kind}
          reason={kind.kind === "failed" ? kind.reason : null}
          file={kind.kind === "other" ? kind : null}
          about={about}
          download={download}
        />
      )}
    </div>
  );
}
