import type { CSSProperties } from "react";
import { renderToStaticMarkup } from "react-dom/server";

/** What a mail says, already in the reader's language. Every text is plain; markup in it is shown, not run. */
export interface MailContent {
  /** Language of the words, e.g. `fi`. */
  locale: string;
  heading: string;
  paragraphs: string[];
  /** The one thing to do. The address also stands in full, for those whose program shows no buttons. */
  action?: { label: string; href: string };
  /** Why the reader gets this mail, and the link that switches such mails off. */
  footer: { why: string; off?: { label: string; href: string } };
  /** The supplier's name, on top. */
  sender: string;
}

/** The two bodies of a mail: HTML in one calm layout, and the same words as plain text. */
export function renderMail(content: MailContent): { html: string; text: string } {
  return {
    html: `<!doctype html>${renderToStaticMarkup(<Layout {...content} />)}`,
    text: plainText(content),
  };
}

const ink = "#1d2021";
const faint = "#5c6164";
const accent = "#1f4e79";
const font = "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const line: CSSProperties = { margin: "0 0 16px", fontSize: "16px", lineHeight: "24px" };
const small: CSSProperties = { margin: "0 0 8px", fontSize: "13px", lineHeight: "20px", color: faint };

/** Tables and inline styles, because mail programs know nothing else; no image, no tracking, nothing fetched. */
function Layout({ locale, heading, paragraphs, action, footer, sender }: MailContent) {
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title>{heading}</title>
      </head>
      <body style={{ margin: 0, padding: 0, backgroundColor: "#f4f3f0", color: ink, fontFamily: font }}>
        <table role="presentation" width="100%" cellPadding={0} cellSpacing={0}>
          <tbody>
            <tr>
              <td align="center" style={{ padding: "24px 12px" }}>
                <table
                  role="presentation"
                  width="100%"
                  cellPadding={0}
                  cellSpacing={0}
                  style={{ maxWidth: "560px", backgroundColor: "#ffffff", border: "1px solid #dddad3" }}
                >
                  <tbody>
                    <tr>
                      <td style={{ padding: "32px", color: ink }}>
                        <p style={small}>{sender}</p>
                        <h1
                          style={{
                            margin: "0 0 24px",
                            fontSize: "22px",
                            lineHeight: "32px",
                            fontWeight: 600,
                          }}
                        >
                          {heading}
                        </h1>
                        {paragraphs.map((paragraph) => (
                          <p key={paragraph} style={{ ...line, whiteSpace: "pre-line" }}>
                            {paragraph}
                          </p>
                        ))}
                        {action && <Action {...action} />}
                        <Footer {...footer} />
                      </td>
                    </tr>
                  </tbody>
                </table>
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </html>
  );
}

function Action({ label, href }: { label: string; href: string }) {
  const button: CSSProperties = {
    display: "inline-block",
    padding: "12px 24px",
    backgroundColor: accent,
    color: "#ffffff",
    fontSize: "16px",
    lineHeight: "24px",
    fontWeight: 600,
    textDecoration: "none",
  };
  return (
    <>
      <p style={{ margin: "24px 0" }}>
        <a href={href} style={button}>
          {label}
        </a>
      </p>
      <p style={{ ...small, wordBreak: "break-all" }}>
        <a href={href} style={{ color: faint }}>
          {href}
        </a>
      </p>
    </>
  );
}

function Footer({ why, off }: MailContent["footer"]) {
  return (
    <div style={{ marginTop: "32px", paddingTop: "16px", borderTop: "1px solid #dddad3" }}>
      <p style={small}>{why}</p>
      {off && (
        <p style={small}>
          <a href={off.href} style={{ color: faint }}>
            {off.label}
          </a>
        </p>
      )}
    </div>
  );
}

function plainText({ heading, paragraphs, action, footer, sender }: MailContent): string {
  const parts = [heading, ...paragraphs];
  if (action) parts.push(`${action.label}:\n${action.href}`);
  const end = [`-- \n${sender}`, footer.why];
  if (footer.off) end.push(`${footer.off.label}:\n${footer.off.href}`);
  return `${[...parts, end.join("\n")].join("\n\n")}\n`;
}
