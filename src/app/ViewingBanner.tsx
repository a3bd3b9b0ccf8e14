import { Form } from "react-router";
import { useMessages } from "#platform/i18n/index.ts";
import { Button } from "#ui/index.ts";
import { frameMessages } from "./messages.ts";

/** While a lead looks as somebody else: who that is, on every screen of the room, and the way back. */
export function ViewingBanner({ room, name }: { room: string; name: string }) {
  const t = useMessages(frameMessages);
  return (
    <Form method="post" action={`/rooms/${room}/view-as`} className="actions">
      <span>{t("viewing", { name })}</span>
      <Button size="small" name="intent" value="stop">
        {t("viewing-stop")}
      </Button>
    </Form>
  );
}
