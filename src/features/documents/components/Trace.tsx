import type { ReactNode } from "react";
import { Form } from "react-router";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Button, Disclosure, Notice, TextField } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";

/** Whose copy a picture is that was found elsewhere, by the code in its watermark: for the side whose document it is. */
export interface Traced {
  code: string;
  found: { person: { name: string; company: string }; number: string; title: string; at: string } | null;
}

export function Trace({ traced }: { traced: Traced | null }): ReactNode {
  const t = useMessages(documentMessages);
  const format = useFormat();
  const found = traced?.found;
  return (
    <div className="no-print mt-4 mb-10" id="trace">
      <Disclosure summary={t("trace")} open={traced !== null}>
        <div className="grid gap-4 max-w-(--measure)">
          <p className="text-sm text-muted">{t("trace-text")}</p>
          <Form method="get" className="flex flex-wrap items-end gap-2">
            <TextField
              name="code"
              label={t("trace-code")}
              autoComplete="off"
              maxLength={40}
              defaultValue={traced?.code}
            />
            <Button>{t("trace-submit")}</Button>
          </Form>
          {traced && (
            <Notice
              tone={found ? "info" : "warning"}
              title={
                found
                  ? t("trace-found", { name: found.person.name, company: found.person.company })
                  : t("trace-none")
              }
              live
            >
              {found &&
                t("trace-what", {
                  document: `${found.number} ${found.title}`,
                  when: format.dateTime(found.at),
                })}
            </Notice>
          )}
        </div>
      </Disclosure>
    </div>
  );
}
