import { z } from "zod";
import type { TokenLogProb } from "@/lib/core/recording/token-log-prob";
import type { WeightSpan } from "@/lib/core/recording/weight-span";
import { EngineError } from "@/lib/engine/engine-error";
import { engineWeightSpans } from "@/lib/engine/engine-weight-spans";

const numbers = z.array(z.number().nullable());

/** The log-probs of `/v1/completions`. */
const completionLogProbs = z.object({
  tokens: z.array(z.string()),
  token_logprobs: numbers,
  top_logprobs: z.array(z.record(z.string(), z.number().nullable()).nullable()).nullish(),
});

const generateEntry = z.object({
  token: z.string().nullish(),
  token_id: z.int().nullish(),
  /** llama-server's name for it. */
  id: z.int().nullish(),
  logprob: z.number().nullable(),
});

/** Those of `/inference/v1/generate`: a list of objects, or, when asked for, plain numbers. */
const generateLogProbs = z.object({
  content: z.array(generateEntry.extend({ top_logprobs: z.array(generateEntry).nullish() })).nullish(),
  sampled: numbers.nullish(),
});

const replySchema = z.object({
  choices: z.array(
    z.object({
      token_ids: z.array(z.int().min(0)).nullish(),
      logprobs: z.union([completionLogProbs, generateLogProbs]).nullish(),
      finish_reason: z.string().nullish(),
      stop_reason: z.union([z.int(), z.string()]).nullish(),
      prompt_token_ids: z.array(z.int()).nullish(),
      weight_versions: z.unknown().optional(),
      sampling_mask: z.array(z.array(z.int().min(0))).nullish(),
      routed_experts: z.string().nullish(),
    }),
  ),
  prompt_token_ids: z.array(z.int()).nullish(),
  usage: z
    .object({
      prompt_tokens: z.int().nullish(),
      completion_tokens: z.int().nullish(),
      prompt_tokens_details: z.object({ cached_tokens: z.int().nullish() }).nullish(),
    })
    .nullish(),
});

/** What a reply of vLLM, or one event of its stream, holds, whichever route and version it comes from. */
export interface VllmChunk {
  readonly ids: readonly number[] | null;
  /** In nats, unknown ones NaN; the id is -1 where the reply does not say whose it is. */
  readonly logProbs: readonly TokenLogProb[];
  /** The tokens told beside each id, in any order; none where the reply holds none. */
  readonly topLogProbs: readonly (readonly TokenLogProb[])[];
  readonly finishReason: string | null;
  readonly stopReason: number | string | null;
  readonly promptIds: readonly number[] | null;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly cachedTokens: number | null;
  readonly weightSpans: readonly WeightSpan[] | null;
  /** The tokens that could be drawn at each id, log-probs unknown; none where the reply holds none. */
  readonly support: readonly (readonly TokenLogProb[])[];
  /** In base64, an array of numpy's. */
  readonly routedExperts: string | null;
}

type Reply = z.infer<typeof replySchema>;
type LogProbs = Reply["choices"][number]["logprobs"];

/** Reads a reply or an event. Throws `EngineError("garbage")` when it is neither. */
export function readVllmChunk(json: unknown): VllmChunk {
  const parsed = replySchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new EngineError(
      "garbage",
      `The engine answered with something that is no reply of vLLM: ${issue?.path.join(".")} ${issue?.message}`,
    );
  }
  const { choices, usage, prompt_token_ids: promptIds } = parsed.data;
  const choice = choices[0];
  return {
    ids: choice?.token_ids ?? null,
    logProbs: readLogProbs(choice?.logprobs),
    topLogProbs: readTopLogProbs(choice?.logprobs),
    finishReason: choice?.finish_reason ?? null,
    stopReason: choice?.stop_reason ?? null,
    promptIds: choice?.prompt_token_ids ?? promptIds ?? null,
    promptTokens: usage?.prompt_tokens ?? null,
    completionTokens: usage?.completion_tokens ?? null,
    cachedTokens: usage?.prompt_tokens_details?.cached_tokens ?? null,
    weightSpans: engineWeightSpans(choice?.weight_versions),
    support: (choice?.sampling_mask ?? []).map((ids) => ids.map((id) => ({ id, logProb: Number.NaN }))),
    routedExperts: choice?.routed_experts ?? null,
  };
}

function readLogProbs(logProbs: LogProbs): TokenLogProb[] {
  if (!logProbs) return [];
  if ("token_logprobs" in logProbs) {
    return logProbs.token_logprobs.map((value, i) => reported(idOf(logProbs.tokens[i]), value));
  }
  if (logProbs.sampled) return logProbs.sampled.map((value) => reported(-1, value));
  return (logProbs.content ?? []).map(entryOf);
}

function readTopLogProbs(logProbs: LogProbs): readonly (readonly TokenLogProb[])[] {
  if (!logProbs) return [];
  if ("token_logprobs" in logProbs) {
    return (logProbs.top_logprobs ?? []).map((tokens) =>
      Object.entries(tokens ?? {}).map(([token, value]) => reported(idOf(token), value)),
    );
  }
  return (logProbs.content ?? []).map(({ top_logprobs: tokens }) => (tokens ?? []).map(entryOf));
}

function entryOf({ token_id, id, token, logprob }: z.infer<typeof generateEntry>): TokenLogProb {
  return reported(token_id ?? id ?? idOf(token), logprob);
}

/** vLLM prints minus infinity as -9999; a token that was sampled cannot have it, so it is unknown. */
function reported(id: number, value: number | null): TokenLogProb {
  return { id, logProb: value === null || value === -9999 ? Number.NaN : value };
}

function idOf(token: string | null | undefined): number {
  const digits = /^token_id:(\d+)$/.exec(token ?? "")?.[1];
  return digits === undefined ? -1 : Number(digits);
}
