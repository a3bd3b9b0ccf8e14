import { z } from "zod";
import { asSystem } from "#platform/database/system.ts";
import { Problem } from "#platform/errors.ts";
import { signInLinkFor } from "#platform/identity/links.ts";
import { rescueOwnerLink } from "#platform/identity/ownership.ts";
import { operationNamed, operations, run } from "#platform/operations/index.ts";
import { verifyAll } from "#platform/roomlog/index.ts";
import { openDeployment } from "./open.ts";

const help = `The command line, on the machine that has the data. It does what the screens and the API do, as a person, with that
person's rights; and three things for those who run the machine.

  npm run cli -- <operation> --as=<e-mail> ['<input as JSON>']   carries out an operation
  npm run cli -- <operation>                                      shows what an operation takes
  npm run cli -- owner-link                                       a link, good for a day, that makes its user an owner
  npm run cli -- sign-in-link <e-mail>                            a link, good for a day, that lets this person in once
  npm run cli -- verify                                           walks every chain of the room logs

Operations:`;

/** Where the command line writes: answers and complaints. */
export interface Output {
  write(text: string): void;
  complain(text: string): void;
}

/**
 * Carries out one command line beside a running server, or without one.
 * @param args the words after the program's name
 * @returns 0 when done, 1 when refused, 2 when the words make no sense
 */
export async function runCommandLine(args: string[], out: Output): Promise<number> {
  const [name, ...rest] = args.filter((word) => !word.startsWith("--"));
  if (!name || name === "help") {
    const width = Math.max(...operations().map((operation) => operation.name.length));
    const lines = operations().map((operation) => `  ${operation.name.padEnd(width)}  ${operation.summary}`);
    out.write([help, ...lines].join("\n"));
    return 0;
  }
  const as = args.map((word) => /^--as=(.+)$/.exec(word)?.[1]).find(Boolean);
  const operation = operationNamed(name);
  if (operation && !as) {
    out.write(
      `${operation.summary}\n${operation.method} /api/v1${operation.path}, may be done by: ${operation.capability}`,
    );
    out.write(
      JSON.stringify(z.toJSONSchema(operation.input, { io: "input", unrepresentable: "any" }), null, 2),
    );
    return 0;
  }
  if (!operation && !["owner-link", "sign-in-link", "verify"].includes(name)) {
    out.complain(`There is no operation ${name}. \`npm run cli\` lists them.`);
    return 2;
  }
  const input = parsed(rest[0]);
  if (operation && input === undefined) {
    out.complain('The input is not JSON. Put it into single quotes: \'{"name": "value"}\'');
    return 2;
  }
  const deployment = await openDeployment({ guest: true });
  try {
    if (operation && as) return await carryOut(operation, as, input, out);
    if (name === "owner-link") out.write(await rescueOwnerLink());
    else if (name === "sign-in-link") return await letIn(rest[0], out);
    else return await verify(out);
    return 0;
  } finally {
    await new Promise((resolve) => setTimeout(resolve, 100)); // announcements to the running server are collected for a moment
    await deployment.close();
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    return;
  }
}

async function carryOut(
  operation: Parameters<typeof run>[0],
  email: string,
  input: unknown,
  out: Output,
): Promise<number> {
  const person = await asSystem((tx) =>
    tx
      .selectFrom("person")
      .select("id")
      .where("email", "=", email.toLowerCase())
      .where("disabled_at", "is", null)
      .executeTakeFirst(),
  );
  if (!person) {
    out.complain(`Nobody here has the address ${email}.`);
    return 1;
  }
  try {
    out.write(JSON.stringify(await run(operation, { personId: person.id }, input), null, 2));
    return 0;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    out.complain(
      JSON.stringify({ refused: error.code, params: error.params, fields: error.fields }, null, 2),
    );
    return 1;
  }
}

async function letIn(email: string | undefined, out: Output): Promise<number> {
  const link = email ? await signInLinkFor(email) : null;
  if (link) out.write(link);
  else
    out.complain(
      email ? `Nobody here has the address ${email}.` : "Whom? npm run cli -- sign-in-link <e-mail>",
    );
  return link ? 0 : 1;
}

async function verify(out: Output): Promise<number> {
  const chains = await asSystem(verifyAll);
  const broken = chains.filter((chain) => chain.brokenAt !== null);
  for (const chain of broken)
    out.write(`BROKEN  room ${chain.room}, audience ${chain.audience}: at entry ${chain.brokenAt}`);
  const entries = chains.reduce((sum, chain) => sum + chain.entries, 0);
  out.write(`${chains.length} chains, ${entries} entries, ${broken.length} broken`);
  return broken.length === 0 ? 0 : 1;
}
