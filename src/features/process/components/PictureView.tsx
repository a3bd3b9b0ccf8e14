import { useEffect, useRef } from "react";
import { Link } from "react-router";
import { useMessages } from "#platform/i18n/index.ts";
import { Section } from "#ui/index.ts";
import { processRoomMessages } from "../messages.ts";
import type { Drawn } from "../view/draw.tsx";

/** Where we are, in the drawing. */
const here = "blueprint-now";

/** The picture to scroll in, larger and smaller by address, and the same in words below it. */
export function PictureView({ drawn }: { drawn: Drawn }) {
  const t = useMessages(processRoomMessages);
  const view = useRef<HTMLElement>(null);
  // A picture wider than the screen opens at where we are; without script the link above it leads there.
  useEffect(() => {
    const now = view.current?.querySelector(`#${here}`);
    if (!view.current || !now) return;
    view.current.scrollLeft += now.getBoundingClientRect().left - view.current.getBoundingClientRect().left;
  }, []);
  return (
    <>
      <p className="lede picture-wide mb-2">{t("picture-lede")}</p>
      <p className="lede picture-tall mb-2">{t("tall-lede")}</p>
      <nav className="actions no-print picture-wide" aria-label={t("size")}>
        {drawn.smaller && (
          <Link className="link" to={`?zoom=${drawn.smaller}`} preventScrollReset>
            {t("smaller")}
          </Link>
        )}
        <span className="text-muted">{t("zoom", { percent: drawn.zoom })}</span>
        {drawn.larger && (
          <Link className="link" to={`?zoom=${drawn.larger}`} preventScrollReset>
            {t("larger")}
          </Link>
        )}
        {drawn.svg.includes(`id="${here}"`) && (
          <a className="link" href={`#${here}`}>
            {t("picture-now")}
          </a>
        )}
        <a className="link" href="#outline">
          {t("outline")}
        </a>
      </nav>
      <section
        ref={view}
        className="picture-wide mt-2 overflow-auto border border-rule bg-sheet"
        aria-label={t("picture")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by our own renderer, which escapes every text
        dangerouslySetInnerHTML={{ __html: drawn.svg }}
      />
      <section
        className="picture-tall"
        aria-label={t("picture")}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by our own renderer, which escapes every text
        dangerouslySetInnerHTML={{ __html: drawn.tall }}
      />
      <div className="mt-8 picture-wide">
        <Section id="outline" title={t("outline")}>
          <Outline phases={drawn.phases} />
        </Section>
      </div>
    </>
  );
}

/** Everything the drawing says, for those who cannot see it and for those on a phone. */
function Outline({ phases }: { phases: Drawn["phases"] }) {
  return (
    <ol className="m-0 grid list-none gap-6 p-0">
      {phases.map((phase) => (
        <li key={phase.key}>
          <h3 className="font-semibold text-lg">{`${phase.number} ${phase.title}`}</h3>
          <ul className="m-0 mt-2 grid list-none gap-3 p-0">
            {phase.entries.map((entry) => (
              <li key={entry.key}>
                <Entry entry={entry} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function Entry({ entry }: { entry: Drawn["phases"][number]["entries"][number] }) {
  const t = useMessages(processRoomMessages);
  const title = entry.kind === "gate" ? entry.title : `${entry.number} ${entry.title}`;
  return (
    <>
      {entry.href ? (
        <Link className="link" to={entry.href}>
          {title}
        </Link>
      ) : (
        title
      )}
      {entry.kind !== "activity" && ` (${t(entry.kind)})`}
      {entry.stateLabel && <span className="text-muted"> · {entry.stateLabel}</span>}
      <small className="block text-muted">
        {[
          ...(entry.kind === "activity"
            ? [
                entry.leads.length > 0 && t("outline-leads", { names: entry.leads.join(", ") }),
                entry.takesPart.length > 0 && t("together-with", { names: entry.takesPart.join(", ") }),
                entry.consulted.length > 0 && t("outline-consulted", { names: entry.consulted.join(", ") }),
                entry.informed.length > 0 && t("outline-informed", { names: entry.informed.join(", ") }),
                entry.channelLabel,
              ]
            : []),
          entry.kind === "handover" && t("outline-handover", { from: entry.from, to: entry.to }),
          entry.after.length > 0 &&
            t("outline-after", {
              steps: entry.after
                .map((step) => (step.number ? `${step.number} ${step.title}` : step.title))
                .join(", "),
            }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </small>
    </>
  );
}
