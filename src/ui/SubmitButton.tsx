import type { ComponentProps, ReactNode } from "react";
import { useFormAction, useNavigation } from "react-router";
import { Button } from "./Button.tsx";

/**
 * The submit button of a plain `<Form>`: busy while that form is on its way, so that nothing is sent twice. Needs React Router's
 * data router. Where a page has several forms with the same action, give each button a `name` and `value`.
 */
export function SubmitButton({ look = "primary", ...rest }: ComponentProps<typeof Button>): ReactNode {
  const navigation = useNavigation();
  const ours = useFormAction(typeof rest.formAction === "string" ? rest.formAction : undefined);
  const sending =
    navigation.formMethod !== undefined &&
    navigation.formMethod !== "GET" &&
    navigation.formAction === ours &&
    (!rest.name || navigation.formData?.get(rest.name) === String(rest.value ?? ""));
  return <Button look={look} busy={sending} {...rest} type="submit" />;
}
