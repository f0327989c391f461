import { z } from "zod";
import { FORMAT_VERSION } from "@/lib/core/file/format-version";
import type { JsonValue } from "@/lib/core/json/json-value";

/** A call as an exported line tells it in full. */
export interface RebuiltCall {
  readonly promptIds: readonly number[];
  readonly outputIds: readonly number[];
  /** Null where the line has none. */
  readonly logProbs: readonly number[] | null;
}

/** A sample as its trainer would hold it: all ids, and mask and log-probs over all of them. */
export interface RebuiltSample {
  readonly tokens: readonly number[];
  readonly mask: readonly number[];
  readonly logProbs: readonly number[];
  /** Length of the response region as the line says it; null where the format splits nothing. */
  readonly responseLength: number | null;
  /** The calls that the line tells beside the sample; none in most formats. */
  readonly calls: readonly RebuiltCall[];
}

/** Where a line says that it comes from. */
export type ExportOrigin = z.infer<typeof sampleOrigin>;

/** A line of a trainer's format, read back. */
export interface RebuiltLine {
  readonly format: string;
  readonly sample: RebuiltSample;
  readonly origin: ExportOrigin;
  /** The reward, in each field where the trainer reads it: a number, named ones, or a column of turns that adds up to it; none where the format has no field for it. */
  readonly rewards: readonly JsonValue[];
}

const numbers = z.array(z.number());
// Anything else would fit once it is cut to 32 bits or to one.
const ids = z.array(z.int32());
const bits = z.array(z.literal([0, 1]));
const batchOf = <S extends z.ZodType>(item: S) => z.tuple([item]);

/** Of a column over so many tokens, so many zeros before it, if it is not too long for them. */
function spread(column: readonly number[], length: number): readonly number[] {
  return [...new Array<number>(Math.max(0, length - column.length)).fill(0), ...column];
}

/** Where an exported sample says that it comes from. */
export const sampleOrigin = z.looseObject({
  /** Lines of the first release do not say. */
  format_version: z.literal(FORMAT_VERSION).optional(),
  session: z.string(),
  sample: z.number().int(),
  turns: z.array(z.number().int()),
  policy: z.string(),
  trained_tokens: z.number().int(),
  digest: z.string(),
  /** Which of the session's rewards it carries; lines of earlier releases do not say. */
  reward_revision: z.int().min(0).optional(),
  signature: z.string().optional(),
  leaf: z.string().optional(),
  /** What its reward is made from; lines of earlier releases do not say. */
  reward: z.json().optional(),
  reward_mode: z.enum(["full", "split", "leaf", "turn"]).optional(),
  /** The turn that made the leaf, where leaves have rewards. */
  leaf_turn: z.int().optional(),
  /** Took the place of the session's own when the line was made. */
  reward_given: z.number().optional(),
  turn_rewards: z.record(z.string(), z.number()).optional(),
});
/** Where a trainer reads its reward. */
const told = z.json().optional();
const mark = z.looseObject({ turntree: sampleOrigin });

const slime = z.looseObject({
  tokens: ids,
  loss_mask: bits,
  rollout_log_probs: numbers,
  response_length: z.number().int(),
  reward: told,
  metadata: mark,
});
const verl = z.looseObject({
  prompt_ids: ids,
  response_ids: ids,
  response_mask: bits,
  response_logprobs: numbers.nullable(),
  reward_score: told,
  extra_fields: mark,
});
const areal = mark.extend({
  reward: told,
  tensor_dict: z.looseObject({
    input_ids: batchOf(ids),
    loss_mask: batchOf(bits),
    logprobs: batchOf(numbers),
    rewards: told,
    original_rewards: told,
  }),
});
const trl = mark.extend({
  input_ids: ids,
  completion_mask: bits,
  old_log_probs: numbers,
  metrics: z.looseObject({ reward: told }).optional(),
});
const primeRl = mark.extend({ token_ids: ids, mask: z.array(z.boolean()), logprobs: numbers });
const skyrl = mark.extend({
  prompt_token_ids: batchOf(ids),
  response_ids: batchOf(ids),
  loss_masks: batchOf(bits),
  rollout_logprobs: batchOf(numbers).nullable(),
  rewards: told,
});
const tensorOf = <S extends z.ZodType>(data: S) => z.looseObject({ data });
const tinker = mark
  .extend({
    model_input: z.looseObject({ chunks: batchOf(z.looseObject({ tokens: ids })) }),
    loss_fn_inputs: z.looseObject({
      target_tokens: tensorOf(ids),
      logprobs: tensorOf(numbers),
      mask: tensorOf(bits),
      weights: tensorOf(bits),
    }),
  })
  .refine(
    ({ model_input: { chunks }, loss_fn_inputs: { target_tokens: targets } }) =>
      chunks[0].tokens.slice(1).every((id, i) => id === targets.data[i]),
    { path: ["loss_fn_inputs", "target_tokens"], error: "must be the input's, one further" },
  )
  .refine(({ loss_fn_inputs: { mask, weights } }) => mask.data.every((bit, i) => bit === weights.data[i]), {
    path: ["loss_fn_inputs", "weights"],
    error: "must be the mask",
  });
const atif = z.looseObject({
  steps: z.array(
    z.looseObject({
      metrics: z
        .looseObject({
          prompt_token_ids: ids,
          completion_token_ids: ids,
          logprobs: numbers.optional(),
          extra: z.looseObject({ trained: z.array(z.tuple([z.number(), z.number()])) }),
        })
        .optional(),
    }),
  ),
  extra: z.looseObject({
    turntree: sampleOrigin.extend({ length: z.number().int().min(0), response_length: z.number().int() }),
  }),
});

function rebuildAtif({ steps, extra }: z.infer<typeof atif>): RebuiltSample {
  const sampled = steps.flatMap((step) => step.metrics ?? []);
  const last = sampled.at(-1);
  const all = [...(last?.prompt_token_ids ?? []), ...(last?.completion_token_ids ?? [])];
  const tokens = all.slice(0, extra.turntree.length);
  const mask = new Array<number>(tokens.length).fill(0);
  const logProbs = new Array<number>(tokens.length).fill(0);
  for (const { prompt_token_ids: prompt, logprobs, extra: step } of sampled) {
    for (const [start, length] of step.trained) {
      for (let at = start; at < Math.min(start + length, tokens.length - prompt.length); at++) {
        mask[prompt.length + at] = 1;
        logProbs[prompt.length + at] = logprobs?.[at] ?? 0;
      }
    }
  }
  const calls = sampled.map((step) => ({
    promptIds: step.prompt_token_ids,
    outputIds: step.completion_token_ids,
    logProbs: step.logprobs ?? null,
  }));
  return { tokens, mask, logProbs, responseLength: extra.turntree.response_length, calls };
}

/** A prompt, a response, and columns over the response; no log-probs are zeros, as in the sample itself. */
function split(
  prompt: readonly number[],
  response: readonly number[],
  mask: readonly number[],
  logProbs: readonly number[] | null,
): RebuiltSample {
  const tokens = [...prompt, ...response];
  return {
    tokens,
    mask: spread(mask, tokens.length),
    logProbs: spread(logProbs ?? response.map(() => 0), tokens.length),
    responseLength: response.length,
    calls: [],
  };
}

function whole(
  tokens: readonly number[],
  mask: readonly number[],
  logProbs: readonly number[],
): RebuiltSample {
  return { tokens, mask, logProbs, responseLength: null, calls: [] };
}

/** The fields that a line has; a batch of one is what it holds. */
export function given(...fields: readonly (JsonValue | undefined)[]): readonly JsonValue[] {
  return fields.flatMap((field) => {
    if (field === undefined) return [];
    return Array.isArray(field) && field.length === 1 ? field : [field];
  });
}

/** A format's lines: the field that only they have, and the trainer's own rules of span, shift and filler. */
interface Way {
  readonly format: string;
  readonly field: string;
  read(line: JsonValue): Omit<RebuiltLine, "format">;
}

const WAYS: readonly Way[] = [
  {
    format: "slime",
    field: "tokens",
    read(line) {
      const read = slime.parse(line);
      const { tokens, loss_mask: mask, rollout_log_probs: logProbs, response_length: responseLength } = read;
      const columns = { mask: spread(mask, tokens.length), logProbs: spread(logProbs, tokens.length) };
      return {
        sample: { tokens, ...columns, responseLength, calls: [] },
        origin: read.metadata.turntree,
        rewards: given(read.reward),
      };
    },
  },
  {
    format: "verl",
    field: "extra_fields",
    read(line) {
      const read = verl.parse(line);
      const sample = split(read.prompt_ids, read.response_ids, read.response_mask, read.response_logprobs);
      return { sample, origin: read.extra_fields.turntree, rewards: given(read.reward_score) };
    },
  },
  {
    format: "areal",
    field: "tensor_dict",
    read(line) {
      const { tensor_dict: tensors, turntree, reward } = areal.parse(line);
      const sample = whole(tensors.input_ids[0], tensors.loss_mask[0], tensors.logprobs[0]);
      return { sample, origin: turntree, rewards: given(reward, tensors.rewards, tensors.original_rewards) };
    },
  },
  {
    format: "trl",
    field: "completion_mask",
    read(line) {
      const read = trl.parse(line);
      const sample = whole(read.input_ids, read.completion_mask, read.old_log_probs);
      return { sample, origin: read.turntree, rewards: given(read.metrics?.reward) };
    },
  },
  {
    format: "prime-rl",
    field: "token_ids",
    read(line) {
      const read = primeRl.parse(line);
      return {
        sample: whole(read.token_ids, read.mask.map(Number), read.logprobs),
        origin: read.turntree,
        rewards: [],
      };
    },
  },
  {
    format: "skyrl",
    field: "loss_masks",
    read(line) {
      const { prompt_token_ids, response_ids, loss_masks, rollout_logprobs, rewards, turntree } =
        skyrl.parse(line);
      const logProbs = rollout_logprobs?.[0] ?? null;
      return {
        sample: split(prompt_token_ids[0], response_ids[0], loss_masks[0], logProbs),
        origin: turntree,
        rewards: given(rewards),
      };
    },
  },
  {
    format: "tinker",
    field: "model_input",
    read(line) {
      const { model_input: input, loss_fn_inputs: columns, turntree } = tinker.parse(line);
      const tokens = [...input.chunks[0].tokens, ...columns.target_tokens.data.slice(-1)];
      const sample = whole(tokens, [0, ...columns.mask.data], [0, ...columns.logprobs.data]);
      return { sample, origin: turntree, rewards: [] };
    },
  },
  {
    format: "atif",
    field: "schema_version",
    read(line) {
      const read = atif.parse(line);
      return { sample: rebuildAtif(read), origin: read.extra.turntree, rewards: [] };
    },
  },
];

/** Formats whose lines hold a sample's ids, mask and log-probs. */
export const REBUILT_FORMATS: readonly string[] = WAYS.map(({ format }) => format);

/**
 * Reads an exported line back to the sample that it was written from, by the rules of its format. Null when it is in
 * none of `REBUILT_FORMATS`. Throws `ZodError` for a line of a format that does not fit it.
 *
 * @example
 * rebuildSample(line)?.sample.mask; // over all tokens, prompt included
 */
export function rebuildSample(line: JsonValue): RebuiltLine | null {
  const way = WAYS.find(({ field }) => typeof line === "object" && line !== null && field in line);
  return way === undefined ? null : { format: way.format, ...way.read(line) };
}
