import { z } from "zod";
import type { FinishReason } from "@/lib/core/recording/turn";
import { alignLogProbs, placeEntries } from "@/lib/engine/align-log-probs";
import type { GenerationEvent, TopLogProbs } from "@/lib/engine/engine";
import { EngineError } from "@/lib/engine/engine-error";
import { isLowestFloat } from "@/lib/engine/is-lowest-float";

const entryShape = { id: z.int(), logprob: z.number().nullable() };

const replySchema = z.object({
  tokens: z.array(z.int().min(0)),
  stop_type: z.enum(["none", "eos", "limit", "word"]),
  stopping_word: z.string().default(""),
  truncated: z.boolean().default(false),
  tokens_predicted: z.int().nullish(),
  tokens_evaluated: z.int().nullish(),
  completion_probabilities: z
    .array(z.object({ ...entryShape, top_logprobs: z.array(z.object(entryShape)).nullish() }))
    .nullish(),
  timings: z.object({ cache_n: z.int().nullish() }).nullish(),
  id_slot: z.int().nullish(),
});

type Reply = z.infer<typeof replySchema>;

/** Reads a whole reply of `/completion`. Throws `EngineError("garbage")` when it is not one. */
export function readLlamacppReply(json: unknown): GenerationEvent {
  const parsed = replySchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new EngineError(
      "garbage",
      `The engine answered with something that is no reply of llama-server's /completion: ${issue?.path.join(".")} ${issue?.message}`,
    );
  }
  const reply = parsed.data;
  const entries = (reply.completion_probabilities ?? []).map(({ id, logprob }) => ({
    id,
    logProb: logprob === null || isLowestFloat(logprob) ? Number.NaN : logprob,
  }));
  const none = entries.length === 0 && reply.tokens.length > 0;
  return {
    type: "generation",
    outputIds: Int32Array.from(reply.tokens),
    logProbs: none ? null : alignLogProbs(reply.tokens, entries),
    topLogProbs: topLogProbs(reply),
    logProbCount: entries.length,
    logProbSemantics: "raw",
    finishReason: finishReason(reply),
    matchedStop: matchedStop(reply),
    promptTokens: reply.tokens_evaluated ?? null,
    completionTokens: reply.tokens_predicted ?? null,
    cachedTokens: reply.timings?.cache_n ?? null,
    weightVersion: null,
    facts: {
      ...(typeof reply.id_slot === "number" && { engine_slot: reply.id_slot }),
      ...(reply.truncated && { engine_truncated: true }),
      ...(typeof reply.tokens_predicted === "number" &&
        reply.tokens_predicted !== reply.tokens.length && { engine_counted_output: reply.tokens_predicted }),
    },
  };
}

/** The likeliest tokens at each id, empty where it is unknown which entry is its own. */
function topLogProbs({ tokens, completion_probabilities: entries }: Reply): TopLogProbs | null {
  const places = placeEntries(
    tokens,
    (entries ?? []).map(({ id }) => id),
  );
  if (!entries || places === null) return null;
  return places.map((place) =>
    (entries[place]?.top_logprobs ?? []).map(({ id, logprob }) => ({
      id,
      logProb: logprob ?? Number.NEGATIVE_INFINITY,
    })),
  );
}

function finishReason({ stop_type: type }: Reply): FinishReason {
  switch (type) {
    case "eos":
    case "word":
      return "stop";
    case "limit":
      return "length";
    case "none":
      return "abort";
    default:
      return type satisfies never;
  }
}

/** `eos` stands for any of the model's ending tokens and does not say which: it is the last id. */
function matchedStop({ stop_type: type, stopping_word: word, tokens }: Reply): number | string | null {
  if (type === "word") return word;
  return type === "eos" ? (tokens.at(-1) ?? null) : null;
}
