import { parseSubmission } from "@conform-to/dom/future";
import { configureCoercion } from "@conform-to/zod/v4/future";
import { data, type RouterContextProvider } from "react-router";
import { z } from "zod";
import { type FieldProblem, notFound, Problem } from "../errors.ts";
import { actorOf } from "../identity/context.ts";
import { typedDay, typedNumber } from "../typed.ts";
import type { Operation } from "./operation.ts";
import { carryOut, inputProblem, run } from "./run.ts";
import { formTexts } from "./standing.ts";

/** What a screen gets back from a form that was refused: words by field, and every value that was typed. */
export interface Refusal {
  ok: false;
  problem: { code: string; params: Record<string, string | number> };
  fields: Record<string, FieldProblem>;
  values: Record<string, string>;
  /** Of a stale change: what it says now in the form's own texts, to stand beside what was typed. */
  now?: { version: number; values: Record<string, string>; changed: { by: string; at: string } | null };
}

/** Texts of a form as what the schema wants: numbers and days as people type them in either language. */
const { coerceFormValue } = configureCoercion({
  type: { number: typedNumber },
  customize: (type) =>
    type instanceof z.ZodISODate
      ? (value) => (typeof value === "string" ? typedDay(value) || undefined : value)
      : null,
});

/** A form that was carried out. */
export interface Done<T> {
  ok: true;
  value: T;
  /** Which form of the screen it was, where there are several. */
  intent?: string;
}

/** Asks a query as the person who is looking. Refusals become answers with the right status (404, 403 …). */
export async function ask<In extends z.ZodType, Out extends z.ZodType>(
  context: Readonly<RouterContextProvider>,
  operation: Operation<In, Out>,
  input: z.input<In>,
): Promise<z.output<Out>> {
  try {
    return await run(operation, actorOf(context), input);
  } catch (error) {
    // What an address says that cannot be read is an address that leads nowhere.
    throw asResponse(error instanceof Problem && error.code === "input" ? notFound() : error);
  }
}

/**
 * What several queries were asked at once. Of several refusals the first in the list is told, whichever came first: whether
 * an address leads nowhere (404) or is not for this role (403) must not depend on haste.
 */
export async function together<T extends readonly unknown[] | []>(asked: T) {
  await Promise.allSettled(asked);
  return Promise.all(asked);
}

/**
 * Carries out a command from a submitted form. Names follow the schema (`name`, `participants[0].role`); empty fields
 * are absent; texts are read as numbers and dates where the schema wants them. `extra` adds what the address tells
 * (the room, the thing). A hidden field `idempotencyKey` makes a double click harmless.
 * @returns Done, or the refusal with every typed value, for the screen to show the form again
 */
export async function act<In extends z.ZodType, Out extends z.ZodType>(
  context: Readonly<RouterContextProvider>,
  operation: Operation<In, Out>,
  form: FormData,
  extra: Record<string, string | undefined> = {},
): Promise<Done<z.output<Out>> | ReturnType<typeof data<Refusal>>> {
  for (const [name, value] of Object.entries(extra)) if (value !== undefined) form.set(name, value);
  const key = form.get("idempotencyKey");
  form.delete("idempotencyKey");
  const values = typedTexts(form);
  try {
    const { payload } = parseSubmission(form);
    const parsed = coerceFormValue(operation.input).safeParse(payload);
    if (!parsed.success) throw inputProblem(parsed.error);
    const value = await carryOut(operation, actorOf(context), parsed.data as z.output<In>, {
      idempotencyKey: typeof key === "string" && key ? key : undefined,
    });
    return { ok: true, value, ...(values.intent !== undefined && { intent: values.intent }) };
  } catch (error) {
    if (!(error instanceof Problem) || error.status === 404 || error.status === 401) throw asResponse(error);
    return data<Refusal>(
      {
        ok: false,
        problem: { code: error.code, params: error.params },
        fields: error.fields,
        values,
        ...(error.current && {
          now: {
            version: error.current.version,
            values: formTexts(error.current.fields),
            changed: error.current.changed,
          },
        }),
      },
      { status: error.status },
    );
  }
}

/** What was typed, to be shown again: never a secret; several boxes of one name as one text, in a fixed order. */
function typedTexts(form: FormData): Record<string, string> {
  const names = new Set([...form.keys()].filter((name) => !/password|^code$|recovery/i.test(name)));
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const texts = form.getAll(name).filter((value) => typeof value === "string");
      return texts.length > 0 ? [[name, texts.length > 1 ? texts.sort().join(" ") : (texts[0] ?? "")]] : [];
    }),
  );
}

/** A Problem as a thrown answer that the error page puts into words. */
export function asResponse(error: unknown): unknown {
  if (!(error instanceof Problem)) return error;
  return data({ code: error.code, params: error.params }, { status: error.status });
}
