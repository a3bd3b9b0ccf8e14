import { useNavigation } from "react-router";

/**
 * A hairline at the top while an answer is awaited for longer than usual. Quick answers show nothing. Nothing is spoken: the button
 * says that it is busy, and the new screen begins with its heading.
 */
export function Progressing() {
  return <div className="frame-busy" hidden={useNavigation().state === "idle"} />;
}
