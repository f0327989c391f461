import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { readRequestText, sendJson } from "@/scenarios/sim/http-reply";
import type { SimVocabulary } from "@/scenarios/sim/vocabulary";
import type { Llama } from "./load-llama";
import type { RealGeneration } from "./real-generation";
import { sampleTokens } from "./sample-tokens";

/** What is read of llama-server's `POST /completion`. */
const completionRequest = z.object({
  prompt: z.array(z.int().min(0)),
  n_predict: z.int(),
  temperature: z.number(),
  n_probs: z.int(),
  stream: z.literal(false),
  return_tokens: z.literal(true),
  response_fields: z.array(z.string()),
});

/**
 * Answers as llama-server does, with llama.cpp's own sampler. Like it, it samples one token where none is asked for, ends
 * at the model's ending tokens, and sends the fields that were asked for alone. What it does not do: grammars, biases,
 * and the tokens beside each one.
 */
export async function answerCompletion(
  llama: Llama,
  vocabulary: SimVocabulary,
  generations: Map<string, RealGeneration>,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = completionRequest.parse(JSON.parse(await readRequestText(incoming)));
  const { prompt: promptIds } = request;
  const ids: number[] = [];
  const logProbs: number[] = [];
  const endings = ["<|im_end|>", "<|endoftext|>"].map((text) => vocabulary.special.get(text) ?? -1);
  const seed = generations.size + 1;
  const sampled = sampleTokens({
    sequence: llama.sequence,
    promptIds,
    maxTokens: Math.max(1, request.n_predict),
    temperature: request.temperature,
    stopIds: endings,
    seed,
    shape: null,
    shapeStop: -1,
    random: () => 0,
  });
  for await (const { id, logProb } of sampled) {
    ids.push(id);
    logProbs.push(logProb);
  }
  generations.set(`completion-${seed}`, { promptIds, outputIds: ids, logProbs });
  const reply: Readonly<Record<string, unknown>> = {
    content: "",
    tokens: ids,
    id_slot: 0,
    stop: true,
    stop_type: endings.includes(ids.at(-1) ?? -1) ? "eos" : "limit",
    stopping_word: "",
    truncated: false,
    tokens_predicted: ids.length,
    tokens_evaluated: promptIds.length,
    completion_probabilities: ids.map((id, i) => ({ id, logprob: logProbs[i], top_logprobs: [] })),
    timings: {},
  };
  sendJson(response, 200, Object.fromEntries(request.response_fields.map((field) => [field, reply[field]])));
}
