import { z } from "zod";
import { answerJson, type ScriptedServer, startScriptedServer } from "./scripted-server";

const asked = z.object({
  input_ids: z.array(z.int()),
  logprob_start_len: z.int(),
  sampling_params: z.object({ max_new_tokens: z.int() }),
});

/** What the scripted model answers to everything: an odd text of 60 tokens and Qwen3's ending token. */
const ANSWER = [...Array.from({ length: 60 }, (_, i) => 1000 + ((i * 37) % 501)), 151645];

/** What the model of `startScoringServer` gives an id after those before it: another figure for each history. */
export function scriptedLogProb(ids: ArrayLike<number>, position: number): number {
  let state = 7;
  for (let i = 0; i <= position; i++) state = (state * 31 + (ids[i] ?? 0) * 7919 + 1) % 65_521;
  return -1 - state / 8192;
}

/** Log-probs of ids from a position on, by that model. */
export function scriptedLogProbs(ids: ArrayLike<number>, from: number): Float64Array {
  return Float64Array.from({ length: ids.length - from }, (_, i) => scriptedLogProb(ids, from + i));
}

/**
 * A server with SGLang's wire format that samples and scores by the scripted model. What it scores is off by `off` nats
 * from what it samples, as that of a replica with other weights is.
 */
export function startScoringServer(off = 0, weights = "default"): Promise<ScriptedServer> {
  return startScriptedServer((request, response) => {
    if (request.path !== "/generate") return answerJson(response, {});
    const {
      input_ids: ids,
      logprob_start_len: from,
      sampling_params: sampling,
    } = asked.parse(JSON.parse(request.body));
    const isScored = sampling.max_new_tokens === 0;
    const all = isScored ? ids : [...ids, ...ANSWER];
    const first = isScored ? from : ids.length;
    const entries = all
      .slice(first)
      .map((id, i) => [
        isScored && i === 0 ? null : scriptedLogProb(all, first + i) + (isScored ? off : 0),
        id,
        null,
      ]);
    const meta = { weight_version: weights, prompt_tokens: ids.length };
    answerJson(response, {
      output_ids: isScored ? [] : ANSWER,
      meta_info: isScored
        ? { ...meta, input_token_logprobs: entries }
        : {
            ...{ ...meta, completion_tokens: ANSWER.length, output_token_logprobs: entries },
            finish_reason: { type: "stop", matched: 151645 },
          },
    });
  });
}
