import { z } from "zod";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { ScoredIds, ScoreRequest } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";
import { engineFailure } from "@/lib/engine/engine-failure";
import { engineHeaders } from "@/lib/engine/engine-headers";
import type { EngineOptions } from "@/lib/engine/engine-options";
import { openEngineCall } from "@/lib/engine/open-engine-call";
import { parseEngineJson } from "@/lib/engine/parse-engine-json";
import type { VllmServer } from "./vllm-server";

/** For each position of the prompt what each told id has; null for the first, which nothing comes before. */
const scored = z.object({
  choices: z
    .array(
      z.object({
        prompt_logprobs: z.array(
          z.record(z.string(), z.object({ logprob: z.number().nullable() })).nullable(),
        ),
      }),
    )
    .min(1),
});

/**
 * Scores ids over `/v1/completions`, which every vLLM has: `prompt_logprobs: 0` tells of each id of the prompt. It samples
 * one token, since it takes no fewer.
 *
 * @throws EngineError in the engine's own words; `garbage` where it tells of other ids than were sent.
 */
export async function scoreWithVllm(
  server: VllmServer,
  options: EngineOptions,
  { ids, from, signal }: ScoreRequest,
): Promise<ScoredIds> {
  const fields = {
    model: await server.servedName(signal),
    max_tokens: 1,
    temperature: 1,
    top_p: 1,
    top_k: 0,
    min_p: 0,
    repetition_penalty: 1,
    prompt_logprobs: 0,
  };
  const call = await openEngineCall({
    url: `${options.url}/v1/completions`,
    method: "POST",
    headers: engineHeaders(options),
    body: `${stringifyJson(fields).slice(0, -1)},"prompt":[${ids.join(",")}]}`,
    signal,
    silenceMs: options.silenceMs,
  });
  const text = await call.text();
  if (call.status !== 200) throw engineFailure(call.status, text, call.headers);
  const parsed = scored.safeParse(parseEngineJson(text));
  const told = parsed.success ? (parsed.data.choices[0]?.prompt_logprobs ?? []) : [];
  const values = Array.from(ids.subarray(from), (id, i) => told[from + i]?.[id]);
  if (told.length !== ids.length || values.some((value) => value === undefined)) {
    throw new EngineError("garbage", "The engine scored other ids than were sent.");
  }
  const logProbs = Float64Array.from(values, (value) => value?.logprob ?? Number.NaN);
  return { logProbs, weightVersion: null };
}
