import { z } from "zod";
import { notFound } from "#platform/errors.ts";
import { query } from "#platform/operations/index.ts";
import { storedBlueprint, wording } from "../copy/stored.ts";
import type { Blueprint } from "../model/index.ts";

/** The blueprints of the deployment with all their versions, and what is wrong with the files that could not be loaded. */
export const listBlueprints = query({
  name: "process.blueprints",
  summary: "The blueprints with their versions, and the faults of files that could not be loaded",
  http: "GET /blueprints",
  capability: "staff",
  input: z.object({}),
  output: z.object({
    blueprints: z.array(
      z.object({
        id: z.uuid(),
        key: z.string(),
        version: z.int(),
        hash: z.string(),
        file: z.string(),
        name: wording,
        about: wording,
        loadedAt: z.iso.datetime(),
        /** Rooms can be opened with it: it is the newest of its key. */
        offered: z.boolean(),
      }),
    ),
    faults: z.array(
      z.object({
        file: z.string(),
        line: z.int(),
        field: z.string(),
        message: z.string(),
        foundAt: z.iso.datetime(),
      }),
    ),
  }),
  async run({ tx }) {
    const [blueprints, faults] = await Promise.all([
      tx
        .selectFrom("blueprint_version")
        .select(["id", "key", "version", "hash", "file", "name", "loaded_at", "offered"])
        .select((eb) => eb.ref("content", "->").key("about").as("about"))
        .orderBy("key")
        .orderBy("version", "desc")
        .execute(),
      tx.selectFrom("blueprint_fault").selectAll().orderBy("file").orderBy("line").execute(),
    ]);
    return {
      blueprints: blueprints.map(({ loaded_at, name, about, ...row }) => ({
        ...row,
        name: wording.parse(name),
        about: wording.parse(about),
        loadedAt: loaded_at.toISOString(),
      })),
      faults: faults.map(({ file, line, field, message, found_at }) => ({
        file,
        line,
        field,
        message,
        foundAt: found_at.toISOString(),
      })),
    };
  },
});

/** One version of a blueprint, whole. */
export const showBlueprint = query({
  name: "process.blueprint",
  summary: "One version of a blueprint, whole",
  http: "GET /blueprints/{blueprint}",
  capability: "staff",
  input: z.object({ blueprint: z.uuid() }),
  output: z.object({
    id: z.uuid(),
    version: z.int(),
    offered: z.boolean(),
    content: z.custom<Blueprint>((value) => typeof value === "object"),
  }),
  async run({ tx, input }) {
    const row = await tx
      .selectFrom("blueprint_version")
      .select(["id", "version", "offered", "content"])
      .where("id", "=", input.blueprint)
      .executeTakeFirst();
    if (!row) throw notFound();
    return { ...row, content: storedBlueprint(row.content) };
  },
});
