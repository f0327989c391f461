import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { CallRequest, ParseOptions } from "@/lib/wire/protocol";
import { RequestError } from "@/lib/wire/request-error";
import { jsonListSchema, jsonObjectSchema } from "@/lib/wire/shared/json-schemas";
import { readWithSchema } from "@/lib/wire/shared/read-with-schema";
import { readResponsesRequest } from "./read-responses-request";

const TRIGGER = { type: "compaction_trigger" };

/** Reads the body of `POST /v1/responses/compact`: that of a response which ends with the order to summarise. */
export function readCompactRequest(body: JsonValue, options: ParseOptions): CallRequest {
  const { stream: _, ...object }: JsonObject = readWithSchema(jsonObjectSchema, body);
  const { input } = object;
  if (input == null && object.previous_response_id == null) {
    throw new RequestError("input is missing", "input");
  }
  return readResponsesRequest({ ...object, input: [...itemsOf(input), TRIGGER] }, options);
}

function itemsOf(input: JsonValue | undefined): readonly JsonValue[] {
  if (typeof input === "string") return [{ type: "message", role: "user", content: input }];
  const list = jsonListSchema.safeParse(input ?? []);
  if (list.success) return list.data;
  throw new RequestError("input must be a string or a list of items", "input");
}
