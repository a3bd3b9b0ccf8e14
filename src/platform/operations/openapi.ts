import { z } from "zod";
import { type Operation, operations } from "./operation.ts";
import { pathNames } from "./path.ts";

type Schema = Record<string, unknown> & { properties?: Record<string, unknown>; required?: string[] };

const schemaOf = (schema: z.ZodType, io: "input" | "output"): Schema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    target: "draft-2020-12",
  });
  return rest as Schema;
};

const byteDoors: { path: string; method: "get" | "post"; description: Record<string, unknown> }[] = [];

/** Tells of an address that takes or gives bytes and is therefore no operation, beside the code that serves it. */
export function describeBytes(
  method: "get" | "post",
  path: string,
  description: { operationId: string; tags: string[]; summary: string } & Record<string, unknown>,
): void {
  byteDoors.push({ path, method, description });
}

/** The OpenAPI 3.1 document of every operation, and of the few addresses of bytes. */
export function openApi(baseUrl: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations()) {
    paths[operation.path] ??= {};
    Object.assign(paths[operation.path] ?? {}, { [operation.method.toLowerCase()]: describe(operation) });
  }
  for (const { path, method, description } of byteDoors)
    paths[path] = { ...paths[path], [method]: description };
  return {
    openapi: "3.1.0",
    info: {
      title: "Frontstage",
      version: "1",
      description:
        "Every operation of the rooms. You see what you would see on the screens, and nothing else.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: `${baseUrl}/api/v1` }],
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "frontstage" } },
      schemas: {
        Problem: {
          type: "object",
          description:
            "Problem details, RFC 9457. `title` is the code of the refusal; `fields` names each field that was refused.",
          properties: {
            type: { type: "string" },
            title: { type: "string" },
            status: { type: "integer" },
            params: { type: "object" },
            fields: { type: "object" },
          },
          required: ["type", "title", "status"],
        },
        Stale: {
          description:
            "Nothing was overwritten. `current` is what the thing says now, by the names of the request, as you may see it.",
          allOf: [
            { $ref: "#/components/schemas/Problem" },
            {
              type: "object",
              properties: {
                current: {
                  type: "object",
                  properties: {
                    version: { type: "integer" },
                    fields: { type: "object" },
                    changed: {
                      type: ["object", "null"],
                      properties: { by: { type: "string" }, at: { type: "string", format: "date-time" } },
                    },
                  },
                  required: ["version", "fields", "changed"],
                },
              },
            },
          ],
        },
      },
    },
  };
}

const staleAnswer = {
  description: "The thing has changed since the version that was sent (409 by the field, 412 by If-Match)",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Stale" } } },
};

function describe(operation: Operation): Record<string, unknown> {
  const input = schemaOf(operation.input, "input");
  const names = pathNames(operation.path);
  const reads = operation.method === "GET" || operation.method === "DELETE";
  const others = Object.entries(input.properties ?? {}).filter(([name]) => !names.includes(name));
  const parameters = [
    ...names.map((name) => ({
      name,
      in: "path",
      required: true,
      schema: input.properties?.[name] ?? { type: "string" },
    })),
    ...(reads
      ? others.map(([name, schema]) => ({
          name,
          in: "query",
          required: input.required?.includes(name) ?? false,
          schema,
        }))
      : []),
    ...(operation.type === "command"
      ? [
          {
            name: "Idempotency-Key",
            in: "header",
            required: false,
            schema: { type: "string", minLength: 8, maxLength: 120 },
          },
        ]
      : []),
    ...(input.properties?.version
      ? [{ name: "If-Match", in: "header", required: false, schema: { type: "string" } }]
      : []),
  ];
  const body = {
    ...input,
    properties: Object.fromEntries(others),
    required: input.required?.filter((name) => !names.includes(name)),
  };
  return {
    operationId: operation.name,
    tags: [operation.name.split(".")[0]],
    summary: operation.summary,
    parameters,
    ...(reads || others.length === 0
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
    responses: {
      200: {
        description: "Done",
        content: { "application/json": { schema: schemaOf(operation.output, "output") } },
      },
      ...(operation.standing && { 409: staleAnswer, 412: staleAnswer }),
      default: {
        description: "Refused, with words",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}
