import type { CapabilityReport } from "./check-report";
import { type LiveBench, postJson } from "./live-bench";

const ROUTE = "/v1/chat/completions";

/** What is looked for in a reply, by the names that servers give it. */
const FIELDS: readonly { readonly capability: string; readonly names: readonly string[] }[] = [
  { capability: "ids of the answer", names: ["token_ids", "response_token_ids", "output_ids"] },
  { capability: "ids of the prompt", names: ["prompt_token_ids", "input_ids"] },
  { capability: "log-probs of the answer", names: ["logprob"] },
  { capability: "version of the weights", names: ["weight_version", "weight_versions"] },
  { capability: "count of tokens", names: ["completion_tokens"] },
];

/** What each server is asked with so that it tells ids, as the recorder asks it behind passthrough. */
const ASKING = {
  vllm: { body: { return_token_ids: true }, headers: {} },
  sglang: {
    body: {},
    headers: { "x-sglext-return-input-ids": "1", "x-sglext-return-output-ids": "1" },
  },
} as const;

/** What a server tells of a chat completion, whole and streamed, when it is asked for what proves one. */
export async function probeChatRoute({ start, engine, servedName }: LiveBench): Promise<CapabilityReport[]> {
  const asking = ASKING[start.engine];
  const ask = async (stream: boolean) => {
    const body = {
      ...{ model: servedName, max_tokens: 8, temperature: 1, logprobs: true, stream },
      ...(stream && { stream_options: { include_usage: true } }),
      messages: [{ role: "user", content: "Hello" }],
      ...asking.body,
    };
    const response = await postJson(`${engine}${ROUTE}`, body, undefined, asking.headers);
    return response.text();
  };
  const [whole, streamed] = [await ask(false), await ask(true)];
  const tells = (text: string, names: readonly string[]) =>
    // A field that holds nothing tells nothing.
    names.some((name) => new RegExp(`"${name}":\\s*(?!null|\\[\\]|\\{\\})`).test(text)) ? "yes" : "no";
  return FIELDS.map(({ capability, names }) => ({
    capability,
    route: ROUTE,
    answer: `whole ${tells(whole, names)}, streamed ${tells(streamed, names)}`,
  }));
}
