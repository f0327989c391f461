import { editObject } from "@/lib/core/json/edit-json";
import type { JsonObject } from "@/lib/core/json/json-value";
import { objectOf } from "@/lib/core/json/object-of";
import { parseJson } from "@/lib/core/json/parse-json";
import type { LogProbSemantics } from "@/lib/core/recording/turn";

/** Servers that return token ids to who asks. */
export type IdServer = "vllm" | "sglang";

/** What their log-probs are by default, over their chat routes too; no reply tells of a flag that changes it. */
export const LOG_PROBS_OF: Readonly<Record<IdServer, LogProbSemantics>> = {
  vllm: "raw",
  sglang: "temperature_scaled",
};

/** A call that asks for ids, and what of its reply the client did not ask for. */
export interface IdRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly added: AddedParts;
}

/** Parts of a reply that stand in it because they were asked for here. */
export interface AddedParts {
  readonly ids: boolean;
  readonly logProbs: boolean;
  readonly usage: boolean;
}

const SGLANG_HEADERS = { "x-sglext-return-input-ids": "1", "x-sglext-return-output-ids": "1" };

/**
 * The call with a request for what proves its reply: the ids of prompt and answer, log-probs and, in a stream, the
 * server's own count. Everything else of the body keeps its bytes. Null for a body in which nothing can be added.
 */
export function idRequest(body: string, server: IdServer): IdRequest | null {
  try {
    return withAdded(body, objectOf(parseJson(body)), server);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function withAdded(body: string, fields: JsonObject, server: IdServer): IdRequest {
  const options = objectOf(fields.stream_options);
  const added: AddedParts = {
    ids: server === "sglang" ? !asksSglangForIds(fields) : fields.return_token_ids !== true,
    logProbs: fields.logprobs !== true,
    usage: fields.stream === true && options.include_usage !== true,
  };
  const yes = () => "true";
  const members = {
    ...(added.ids && server === "vllm" ? { return_token_ids: yes } : {}),
    ...(added.logProbs ? { logprobs: yes } : {}),
    ...(added.usage ? { stream_options: withUsage } : {}),
  };
  const texts = Object.entries(members).map(([name, edit]) => [name, edit("null")]);
  const headers: Record<string, string> = added.ids && server === "sglang" ? SGLANG_HEADERS : {};
  return { body: editObject(body, members, Object.fromEntries(texts)), headers, added };
}

function withUsage(options: string): string {
  const yes = () => "true";
  return options.startsWith("{")
    ? editObject(options, { include_usage: yes }, { include_usage: "true" })
    : '{"include_usage":true}';
}

function asksSglangForIds(fields: JsonObject): boolean {
  return fields.return_output_ids_in_sglext === true || fields.return_token_ids === true;
}
