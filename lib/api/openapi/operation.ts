import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";

/** One call of the contract, as the document describes it. */
export interface Operation {
  readonly method: "get" | "post" | "patch" | "delete";
  readonly path: string;
  readonly summary: string;
  /** Query parameters: name to JSON schema. */
  readonly query?: Readonly<Record<string, JsonObject>>;
  /** Its JSON schema, or which of the bodies that the document is made with. */
  readonly body?: JsonObject | BodyName;
  /** Media type of the body, JSON unless said. */
  readonly bodyType?: string;
  /** Answers: status to what it means and its media type. */
  readonly answers: Readonly<Record<number, { readonly meaning: string; readonly type?: string }>>;
}

/** Bodies that a schema of another room reads. */
export type BodyName =
  | "open_session"
  | "finish_session"
  | "amend_session"
  | "feed"
  | "feed_ack"
  | "engine"
  | "drain"
  | "report"
  | "view";

/** Their JSON schemas. */
export type Bodies = Readonly<Record<BodyName, JsonObject>>;

/** An operation in OpenAPI's form; path parameters are read from the path. */
export function describeOperation(operation: Operation, bodies: Bodies): JsonObject {
  const { summary, query = {}, body, bodyType = "application/json", answers } = operation;
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) =>
    parameter("path", name, { type: "string" }),
  );
  const inQuery = Object.entries(query).map(([name, schema]) => parameter("query", name, schema));
  return {
    summary,
    parameters: [...inPath, ...inQuery],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { [bodyType]: { schema: typeof body === "string" ? bodies[body] : body } },
          },
        }),
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => [status, response(answer)]),
    ),
  };
}

function parameter(place: "path" | "query", name: string, schema: JsonObject): JsonValue {
  return { in: place, name, required: place === "path", schema };
}

function response({ meaning, type }: { readonly meaning: string; readonly type?: string }): JsonObject {
  return { description: meaning, ...(type === undefined ? {} : { content: { [type]: {} } }) };
}
