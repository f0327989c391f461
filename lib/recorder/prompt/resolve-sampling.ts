import { z } from "zod";
import type { JsonObject } from "@/lib/core/json/json-value";
import type { Sampling } from "@/lib/engine/engine";
import type { RequestedSampling } from "@/lib/wire/protocol";

/** The sampling fields that a trainer may set for a whole session, named as in Chat Completions. */
export const samplingDefaultsSchema = z.strictObject({
  max_tokens: z.int().positive().optional(),
  temperature: z.number().min(0).optional(),
  top_p: z.number().gt(0).max(1).optional(),
  top_k: z.int().min(-1).optional(),
  min_p: z.number().min(0).max(1).optional(),
  frequency_penalty: z.number().optional(),
  presence_penalty: z.number().optional(),
  repetition_penalty: z.number().gt(0).optional(),
  seed: z.union([z.int(), z.bigint()]).optional(),
});

export type SamplingDefaults = z.infer<typeof samplingDefaultsSchema>;

/** Reads a session's defaults, each field by itself: one of another kind, in a file that was imported, leaves the others. */
function readDefaults(fields: JsonObject): SamplingDefaults {
  const { shape } = samplingDefaultsSchema;
  const read = Object.entries(shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(fields[name]);
    return parsed.success && parsed.data !== undefined ? [[name, parsed.data]] : [];
  });
  return samplingDefaultsSchema.parse(Object.fromEntries(read));
}

/** Servers switch top-k off by 0 or by -1, and each refuses the other's. */
function untouched(topK: number): number {
  return topK === 0 ? -1 : topK;
}

/**
 * Every sampling field: the call's, else the session's default, else that of the untouched distribution (temperature 1,
 * no truncation, no penalties). A policy gradient assumes the last. Never more new tokens than the room left.
 */
export function resolveSampling(
  requested: RequestedSampling,
  sessionDefaults: JsonObject,
  limits: { readonly maxNewTokens: number; readonly room: number },
): Sampling {
  const defaults = readDefaults(sessionDefaults);
  const wanted = requested.maxTokens ?? defaults.max_tokens ?? limits.maxNewTokens;
  return {
    maxNewTokens: Math.max(1, Math.min(wanted, limits.maxNewTokens, limits.room)),
    temperature: requested.temperature ?? defaults.temperature ?? 1,
    topP: requested.topP ?? defaults.top_p ?? 1,
    topK: untouched(requested.topK ?? defaults.top_k ?? -1),
    minP: requested.minP ?? defaults.min_p ?? 0,
    frequencyPenalty: requested.frequencyPenalty ?? defaults.frequency_penalty ?? 0,
    presencePenalty: requested.presencePenalty ?? defaults.presence_penalty ?? 0,
    repetitionPenalty: requested.repetitionPenalty ?? defaults.repetition_penalty ?? 1,
    seed: requested.seed ?? defaults.seed ?? null,
    minNewTokens: requested.minTokens,
    ignoreEos: requested.ignoreEos,
  };
}
