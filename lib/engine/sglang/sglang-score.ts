import { z } from "zod";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { ScoredIds, ScoreRequest } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";
import { engineFailure } from "@/lib/engine/engine-failure";
import { engineHeaders } from "@/lib/engine/engine-headers";
import type { EngineOptions } from "@/lib/engine/engine-options";
import { openEngineCall } from "@/lib/engine/open-engine-call";
import { parseEngineJson } from "@/lib/engine/parse-engine-json";

const scored = z.object({
  meta_info: z.object({
    weight_version: z.union([z.string(), z.number()]).nullish(),
    input_token_logprobs: z.array(z.tuple([z.number().nullable(), z.int()]).rest(z.unknown())),
  }),
});

/**
 * Scores ids over `/generate`: it tells the log-probs of its input from a position on. The first entry that it tells is
 * always null, so one more is asked for. The temperature of a request has no effect on them.
 *
 * @throws EngineError in the engine's own words; `garbage` where it tells of other ids than were sent.
 */
export async function scoreWithSglang(
  options: EngineOptions,
  { ids, from, signal }: ScoreRequest,
): Promise<ScoredIds> {
  const fields = {
    sampling_params: { max_new_tokens: 0, temperature: 1 },
    return_logprob: true,
    logprob_start_len: from - 1,
    stream: false,
  };
  const call = await openEngineCall({
    url: `${options.url}/generate`,
    method: "POST",
    headers: engineHeaders(options),
    body: `${stringifyJson(fields).slice(0, -1)},"input_ids":[${ids.join(",")}]}`,
    signal,
    silenceMs: options.silenceMs,
  });
  const text = await call.text();
  if (call.status !== 200) throw engineFailure(call.status, text, call.headers);
  const parsed = scored.safeParse(parseEngineJson(text));
  const told = parsed.success ? parsed.data.meta_info.input_token_logprobs.slice(1) : [];
  const sent = ids.subarray(from);
  if (told.length !== sent.length || told.some(([, id], i) => id !== sent[i])) {
    throw new EngineError("garbage", "The engine scored other ids than were sent.");
  }
  const version = parsed.success ? parsed.data.meta_info.weight_version : null;
  return {
    logProbs: Float64Array.from(told, ([logProb]) => logProb ?? Number.NaN),
    weightVersion: version === null || version === undefined ? null : String(version),
  };
}
