import type { JsonObject } from "@/lib/core/json/json-value";
import { RequestError } from "@/lib/wire/request-error";

/** Fields that change what is sampled and that nothing here can do, with what to use in their place. */
const UNSERVED: Readonly<Record<string, string>> = {
  best_of: "one call is one turn; send the call again for another answer",
  use_beam_search: "answers are sampled; set temperature 0 for the likeliest token at each position",
  prompt_logprobs: "a reply tells of its own tokens; send logprobs and top_logprobs",
  lora_path: "the engine serves one model; start it with the adapter",
  bad_words: "send logit_bias with -100 for each token",
  allowed_token_ids: "send regex or ebnf",
  guided_json: "send response_format with a json_schema, or structured_outputs",
  guided_regex: "send regex, or structured_outputs",
  guided_grammar: "send ebnf, or structured_outputs",
  guided_choice: "send structured_outputs with choice",
  web_search_options: "this server searches nothing; offer a function that the client runs",
  mcp_servers: "this server calls no other; let the client call them, and offer their tools as functions",
  container: "this server runs no code; offer a function that the client runs",
};

/** @throws RequestError for a field that would change the answer and cannot be served. */
export function refuseUnserved(body: JsonObject): void {
  for (const [field, instead] of Object.entries(UNSERVED)) {
    const value = body[field];
    if (value === undefined || value === null || value === false) continue;
    if (Array.isArray(value) && value.length === 0) continue;
    if (field === "best_of" && value === 1) continue;
    throw new RequestError(`${field} must be absent: ${instead}`, field);
  }
  if ((body.n ?? 1) !== 1)
    throw new RequestError("n must be 1: one call is one turn; send the call again for another answer", "n");
}
