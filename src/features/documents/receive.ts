import { data, type RouterContextProvider } from "react-router";
import type { z } from "zod";
import { Problem } from "#platform/errors.ts";
import { actorOf } from "#platform/identity/context.ts";
import { act, asResponse, type Done, type Refusal } from "#platform/operations/form.ts";
import type { Operation } from "#platform/operations/index.ts";
import { receiveForm, waitingUpload } from "./uploads.ts";

/** A refused form with a file: what of the file is kept. */
export interface FileRefusal extends Refusal {
  kept: { name: string; size: number } | null;
}

/**
 * Carries out a command from a form with one file: first the bytes, which give a reference, then the command with it.
 * Whatever is refused, what was typed comes back, and so does the reference when the file itself was fine.
 */
export async function actWithFile<In extends z.ZodType, Out extends z.ZodType>(
  context: Readonly<RouterContextProvider>,
  operation: Operation<In, Out>,
  request: Request,
  room: string,
  extra: Record<string, string | undefined> = {},
): Promise<Done<z.output<Out>> | ReturnType<typeof data<FileRefusal>>> {
  const actor = actorOf(context);
  const typed = new URLSearchParams();
  const form = new FormData();
  try {
    const received = await receiveForm(actor, room, request, typed);
    for (const [name, value] of typed) form.append(name, value);
    const file = received.files.find((one) => one.field === "file");
    if (file) form.set("upload", file.value.upload);
  } catch (error) {
    if (!(error instanceof Problem) || error.status === 404) throw asResponse(error);
    const { code, params } = error;
    const fields = Object.keys(error.fields).length > 0 ? error.fields : { file: { code, params } };
    const values = Object.fromEntries(typed);
    const kept = await keptUpload(actor, room, values);
    return data({ ok: false, problem: { code, params }, fields, values, kept }, { status: error.status });
  }
  const done = await act(context, operation, form, { room, ...extra });
  if ("ok" in done) return done;
  const kept = await keptUpload(actor, room, done.data.values);
  return data({ ...done.data, kept }, { status: done.init?.status ?? 422 });
}

const keptUpload = async (actor: ReturnType<typeof actorOf>, room: string, values: Record<string, string>) =>
  values.upload ? waitingUpload(actor, room, values.upload) : null;
