import { useEffect, useState } from "react";
import { useMessages, useProblemWords } from "#platform/i18n/index.ts";
import { Button, Notice } from "#ui/index.ts";
import { accountMessages } from "../messages.ts";

/** Asks the door at `address`; the answer is plain JSON. */
async function askDoor(address: string, body: unknown): Promise<Record<string, unknown> | null> {
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return response.ok ? ((await response.json()) as Record<string, unknown>) : null;
}

/** Whether this browser can do passkeys: known only once the page is alive, since the server cannot tell. */
function usePasskeys(): boolean {
  const [able, setAble] = useState(false);
  useEffect(() => setAble(typeof PublicKeyCredential !== "undefined"), []);
  return able;
}

/** Signs in with a passkey. The part that speaks with the authenticator is fetched at the click, by those who use it. */
export function PasskeySignIn({ next, look }: { next: string; look: "primary" | "secondary" }) {
  const t = useMessages(accountMessages);
  const words = useProblemWords(accountMessages);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const able = usePasskeys();
  const signIn = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const { startAuthentication } = await import("@simplewebauthn/browser");
      const question = await askDoor("/sign-in/passkey", { step: "question" });
      if (!question) return setProblem("passkey-failed");
      const response = await startAuthentication({
        optionsJSON: question.options as Parameters<typeof startAuthentication>[0]["optionsJSON"],
      }).catch(() => null);
      if (!response) return setProblem("passkey-none");
      const answer = await askDoor("/sign-in/passkey", { step: "answer", response, next });
      if (typeof answer?.to !== "string") return setProblem("passkey-failed");
      window.location.assign(answer.to);
    } catch {
      setProblem("passkey-failed");
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {problem && (
        <Notice tone="problem" live>
          {words({ code: problem })}
        </Notice>
      )}
      <div className="actions">
        <Button type="button" look={look} icon="lock" busy={busy} disabled={!able} onClick={signIn}>
          {t("sign-in-passkey")}
        </Button>
        <noscript>{t("passkeys-needs-script")}</noscript>
      </div>
    </>
  );
}

/** Makes a passkey on this device for the person who is signed in. */
export function PasskeyAdd({ name, onAdded }: { name: string; onAdded: () => void }) {
  const t = useMessages(accountMessages);
  const words = useProblemWords(accountMessages);
  const [problem, setProblem] = useState(false);
  const [busy, setBusy] = useState(false);
  const able = usePasskeys();
  const add = async () => {
    setBusy(true);
    setProblem(false);
    try {
      const { startRegistration } = await import("@simplewebauthn/browser");
      const question = await askDoor("/account/passkeys", { step: "question" });
      const response = await startRegistration({
        optionsJSON: question?.options as Parameters<typeof startRegistration>[0]["optionsJSON"],
      });
      const answer = await askDoor("/account/passkeys", { step: "answer", response, name });
      if (answer?.added) onAdded();
      else setProblem(true);
    } catch {
      setProblem(true);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {problem && (
        <Notice tone="problem" live>
          {words({ code: "passkey-not-added" })}
        </Notice>
      )}
      <div className="actions">
        <Button type="button" icon="add" busy={busy} disabled={!able} onClick={add}>
          {t("passkeys-add")}
        </Button>
        <noscript>{t("passkeys-needs-script")}</noscript>
      </div>
    </>
  );
}
