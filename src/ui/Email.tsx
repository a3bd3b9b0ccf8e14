import type { ReactNode } from "react";

const fitsAnyScreen = 32;

/** An e-mail address that breaks before its "@" and nowhere else, unless a part is longer than a phone is wide. */
export function Email({ address }: { address: string }): ReactNode {
  const at = address.lastIndexOf("@");
  const parts = at > 0 ? [address.slice(0, at), address.slice(at)] : [address];
  return parts.map((part, index) => (
    <span key={part} className={part.length > fitsAnyScreen ? "wrap-anywhere" : "whitespace-nowrap"}>
      {index > 0 && <wbr />}
      {part}
    </span>
  ));
}
