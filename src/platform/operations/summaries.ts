import { openApi } from "./openapi.ts";

interface Field {
  name: string;
  type: string;
  needed: boolean;
}

/** One operation as people read it. */
export interface OperationSummary {
  name: string;
  method: string;
  path: string;
  summary: string;
  fields: Field[];
}

interface Schema {
  type?: string;
  format?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
}

interface Described {
  operationId: string;
  tags: string[];
  summary: string;
  parameters: { name: string; in: string; required: boolean; schema: Schema }[];
  requestBody?: { content: { "application/json"?: { schema: Schema } } };
}

/** The API document, shortened for a page: operations by feature, each with its fields. */
export function operationSummaries(): { name: string; operations: OperationSummary[] }[] {
  const paths = openApi("").paths as Record<string, Record<string, Described>>;
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      group: operation.tags[0] ?? "",
      name: operation.operationId,
      method: method.toUpperCase(),
      path,
      summary: operation.summary,
      fields: fieldsOf(operation),
    })),
  );
  return [...Map.groupBy(all, ({ group }) => group)]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, operations]) => ({ name, operations: operations.map(({ group: _, ...rest }) => rest) }));
}

function fieldsOf({ parameters, requestBody }: Described): Field[] {
  const body = requestBody?.content["application/json"]?.schema;
  return [
    ...parameters
      .filter((parameter) => parameter.in !== "header")
      .map(({ name, required, schema }) => ({ name, needed: required, type: typeOf(schema) })),
    ...Object.entries(body?.properties ?? {}).map(([name, schema]) => ({
      name,
      needed: body?.required?.includes(name) ?? false,
      type: typeOf(schema),
    })),
  ];
}

function typeOf({ type, format, enum: values }: Schema): string {
  if (values) return values.join(" | ");
  return format ?? type ?? "object";
}
