import { data, type RouterContextProvider } from "react-router";
import type { z } from "zod";
import { type FieldProblem, Problem } from "#platform/errors.ts";
import { actorOf } from "#platform/identity/context.ts";
import { act, asResponse, type Done, type Refusal } from "#platform/operations/form.ts";
import type { Operation } from "#platform/operations/index.ts";
import { receiveForm, waitingUpload } from "./uploads.ts";

/** A refused form with a file: what of the file is kept. */
export interface FileRefusal extends Refusal {
  kept: { name: string; size: number } | null;
}

/** The same for several files: which became what they should, and what was wrong with each of the others, by upload. */
export interface FilesRefusal extends FileRefusal {
  added: string[];
  wrong: Record<string, FieldProblem>;
}

type Context = Readonly<RouterContextProvider>;
type Refused<T extends Refusal> = ReturnType<typeof data<T>>;

/**
 * Carries out a command from a form with one file: first the bytes, which give a reference, then the command with it. A file
 * that was sent in parts is there already, and the form brings its reference (`uploads`).
 * Whatever is refused, what was typed comes back, and so does the reference when the file itself was fine.
 */
export async function actWithFile<In extends z.ZodType, Out extends z.ZodType>(
  context: Context,
  operation: Operation<In, Out>,
  request: Request,
  room: string,
  extra: Record<string, string | undefined> = {},
): Promise<Done<z.output<Out>> | Refused<FileRefusal>> {
  const received = await receive(context, request, room);
  if ("refusal" in received) return received.refusal;
  return actOn(context, operation, received.form, room, extra);
}

/**
 * As `actWithFile`, once for each file that was sent in parts, with its own title (`title:<upload>`, else `title`). What is
 * refused does not undo the others.
 */
export async function actWithFiles<In extends z.ZodType, Out extends z.ZodType>(
  context: Context,
  operation: Operation<In, Out>,
  request: Request,
  room: string,
): Promise<{ ok: true; values: z.output<Out>[] } | Refused<FilesRefusal>> {
  const none = { added: [], wrong: {} };
  const received = await receive(context, request, room);
  if ("refusal" in received) {
    const { refusal } = received;
    return data({ ...refusal.data, ...none }, { status: refusal.init?.status ?? 422 });
  }
  const { form, uploads } = received;
  const values: z.output<Out>[] = [];
  const added: string[] = [];
  const wrong: Record<string, FieldProblem> = {};
  let first: Refused<FileRefusal> | undefined;
  for (const upload of uploads.length > 0 ? uploads : [""]) {
    const done = await actOn(
      context,
      operation,
      upload ? formOf(form, upload) : unlessWanted(form, ""),
      room,
      {},
    );
    if ("ok" in done) {
      values.push(done.value);
      added.push(upload);
      continue;
    }
    const { fields, problem } = done.data;
    const own = fields.title ?? fields.upload;
    if (own ?? Object.keys(fields).length === 0) wrong[upload] = own ?? problem;
    first ??= done;
  }
  if (!first) return { ok: true, values };
  const typed = Object.fromEntries(
    [...form].filter((pair): pair is [string, string] => typeof pair[1] === "string"),
  );
  return data(
    { ...first.data, values: { ...first.data.values, ...typed }, added, wrong },
    { status: first.init?.status ?? 422 },
  );
}

/** Whoever has been told that a file is a document already, and wants it all the same, says so in a box. */
function unlessWanted(form: FormData, upload: string): FormData {
  if (form.has("again") || form.has(`again:${upload}`)) form.delete("unlessSame");
  return form;
}

/** What one of several files needs: the common fields, its own title, and a key that makes a second sending harmless. */
function formOf(form: FormData, upload: string): FormData {
  const own = new FormData();
  const others = /^(title|again):/;
  for (const [name, value] of form)
    if (!others.test(name) || name === `again:${upload}`) own.append(name, value);
  const title = form.get(`title:${upload}`) ?? form.get("title");
  if (title !== null) own.set("title", title);
  own.set("upload", upload);
  own.set("idempotencyKey", `upload-${upload}`);
  return unlessWanted(own, upload);
}

/** Reads the form with its bytes. */
async function receive(
  context: Context,
  request: Request,
  room: string,
): Promise<{ form: FormData; uploads: string[] } | { refusal: Refused<FileRefusal> }> {
  const actor = actorOf(context);
  const typed = new URLSearchParams();
  const form = new FormData();
  try {
    const received = await receiveForm(actor, room, request, typed);
    const uploads = typed.getAll("uploads");
    for (const [name, value] of typed) if (name !== "uploads") form.append(name, value);
    const file = received.files.find((one) => one.field === "file");
    if (file) form.set("upload", file.value.upload);
    else if (uploads[0]) form.set("upload", uploads[0]);
    return { form, uploads: file ? [] : uploads };
  } catch (error) {
    if (!(error instanceof Problem) || error.status === 404) throw asResponse(error);
    const { code, params } = error;
    const fields = Object.keys(error.fields).length > 0 ? error.fields : { file: { code, params } };
    const values = Object.fromEntries(typed);
    const kept = await keptUpload(actor, room, values);
    const refusal: FileRefusal = { ok: false, problem: { code, params }, fields, values, kept };
    return { refusal: data(refusal, { status: error.status }) };
  }
}

async function actOn<In extends z.ZodType, Out extends z.ZodType>(
  context: Context,
  operation: Operation<In, Out>,
  form: FormData,
  room: string,
  extra: Record<string, string | undefined>,
): Promise<Done<z.output<Out>> | Refused<FileRefusal>> {
  const done = await act(context, operation, form, { room, ...extra });
  if ("ok" in done) return done;
  const kept = await keptUpload(actorOf(context), room, done.data.values);
  return data({ ...done.data, kept }, { status: done.init?.status ?? 422 });
}

const keptUpload = async (actor: ReturnType<typeof actorOf>, room: string, values: Record<string, string>) =>
  values.upload ? waitingUpload(actor, room, values.upload) : null;
