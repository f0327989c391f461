import { z } from "zod";
import { EngineError } from "@/lib/engine/engine-error";

const finishReason = z.object({
  type: z.enum(["stop", "length", "abort"]),
  matched: z.unknown().optional(),
  message: z.string().nullish(),
  status_code: z.int().nullish(),
});

/** Arrays are only looked at where they hold something new: a cumulative stream repeats them in every frame. */
const list = z.custom<readonly unknown[]>((value) => Array.isArray(value), "not a list");

const frameSchema = z.object({
  /** SGLang's Rust ingress leaves it out when it is empty. */
  output_ids: list.default([]),
  meta_info: z.object({
    id: z.string().nullish(),
    finish_reason: finishReason.nullish(),
    prompt_tokens: z.int().nullish(),
    completion_tokens: z.int().nullish(),
    cached_tokens: z.int().nullish(),
    weight_version: z.union([z.string(), z.number()]).nullish(),
    weight_versions: z.unknown().optional(),
    num_retractions: z.int().nullish(),
    output_token_logprobs: list.nullish(),
    output_top_logprobs: list.nullish(),
    output_token_sampling_mask: list.nullish(),
    output_token_sampling_logprobs: list.nullish(),
    routed_experts: z.string().nullish(),
    e2e_latency: z.number().nullish(),
    spec_accept_rate: z.number().nullish(),
  }),
});

/** A reply of `/generate`, whole or as one frame of its stream. */
export type SglangFrame = z.infer<typeof frameSchema>;

/** Reads a frame. Throws `EngineError("garbage")` when it is not one. */
export function readSglangFrame(json: unknown): SglangFrame {
  const parsed = frameSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new EngineError(
    "garbage",
    `The engine answered with something that is no reply of SGLang's /generate: ${issue?.path.join(".")} ${issue?.message}`,
  );
}
