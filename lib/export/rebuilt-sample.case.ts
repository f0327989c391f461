import { z } from "zod";

/** A sample as its trainer would hold it: all ids, and mask and log-probs over all of them. */
export interface RebuiltSample {
  readonly tokens: readonly number[];
  readonly mask: readonly number[];
  readonly logProbs: readonly number[];
}

const numbers = z.array(z.number());
const batchOf = <S extends z.ZodType>(item: S) => z.tuple([item]);

const zeros = (length: number) => new Array<number>(length).fill(0);

const slime = z.looseObject({ tokens: numbers, loss_mask: numbers, rollout_log_probs: numbers });
const verl = z.looseObject({
  prompt_ids: numbers,
  response_ids: numbers,
  response_mask: numbers,
  response_logprobs: numbers,
});
const areal = z.looseObject({
  tensor_dict: z.looseObject({
    input_ids: batchOf(numbers),
    loss_mask: batchOf(numbers),
    logprobs: batchOf(numbers),
  }),
});
const trl = z.looseObject({ input_ids: numbers, completion_mask: numbers, old_log_probs: numbers });
const primeRl = z.looseObject({ token_ids: numbers, mask: z.array(z.boolean()), logprobs: numbers });
const skyrl = z.looseObject({
  prompt_token_ids: batchOf(numbers),
  response_ids: batchOf(numbers),
  loss_masks: batchOf(numbers),
  rollout_logprobs: batchOf(numbers),
});
const tensor = z.looseObject({ data: numbers });
const tinker = z.looseObject({
  model_input: z.looseObject({ chunks: batchOf(z.looseObject({ tokens: numbers })) }),
  loss_fn_inputs: z.looseObject({ target_tokens: tensor, logprobs: tensor, mask: tensor }),
});
const atif = z.looseObject({
  steps: z.array(
    z.looseObject({
      metrics: z
        .looseObject({
          prompt_token_ids: numbers,
          completion_token_ids: numbers,
          logprobs: numbers.optional(),
          extra: z.looseObject({ trained: z.array(z.tuple([z.number(), z.number()])) }),
        })
        .optional(),
    }),
  ),
  extra: z.looseObject({ turntree: z.looseObject({ length: z.number() }) }),
});

function rebuildAtif(line: unknown): RebuiltSample {
  const { steps, extra } = atif.parse(line);
  const sampled = steps.flatMap((step) => step.metrics ?? []);
  const last = sampled.at(-1);
  const all = [...(last?.prompt_token_ids ?? []), ...(last?.completion_token_ids ?? [])];
  const tokens = all.slice(0, extra.turntree.length);
  const mask = zeros(tokens.length);
  const logProbs = zeros(tokens.length);
  for (const { prompt_token_ids: prompt, logprobs, extra: step } of sampled) {
    for (const [start, length] of step.trained) {
      for (let at = start; at < start + length; at++) {
        mask[prompt.length + at] = 1;
        logProbs[prompt.length + at] = logprobs?.[at] ?? 0;
      }
    }
  }
  return { tokens, mask, logProbs };
}

/** Reads one exported line back, format by format, by the trainer's own rules of span, shift and filler. */
export const REBUILD: Readonly<Record<string, (line: unknown) => RebuiltSample>> = {
  slime(line) {
    const { tokens, loss_mask: mask, rollout_log_probs: logProbs } = slime.parse(line);
    const prompt = zeros(tokens.length - mask.length);
    return { tokens, mask: [...prompt, ...mask], logProbs: [...prompt, ...logProbs] };
  },
  verl(line) {
    const read = verl.parse(line);
    const prompt = zeros(read.prompt_ids.length);
    return {
      tokens: [...read.prompt_ids, ...read.response_ids],
      mask: [...prompt, ...read.response_mask],
      logProbs: [...prompt, ...read.response_logprobs],
    };
  },
  areal(line) {
    const { tensor_dict: tensors } = areal.parse(line);
    return { tokens: tensors.input_ids[0], mask: tensors.loss_mask[0], logProbs: tensors.logprobs[0] };
  },
  trl(line) {
    const read = trl.parse(line);
    return { tokens: read.input_ids, mask: read.completion_mask, logProbs: read.old_log_probs };
  },
  "prime-rl"(line) {
    const read = primeRl.parse(line);
    return { tokens: read.token_ids, mask: read.mask.map(Number), logProbs: read.logprobs };
  },
  skyrl(line) {
    const read = skyrl.parse(line);
    const prompt = zeros(read.prompt_token_ids[0].length);
    return {
      tokens: [...read.prompt_token_ids[0], ...read.response_ids[0]],
      mask: [...prompt, ...read.loss_masks[0]],
      logProbs: [...prompt, ...read.rollout_logprobs[0]],
    };
  },
  tinker(line) {
    const { model_input: input, loss_fn_inputs: columns } = tinker.parse(line);
    return {
      tokens: [...input.chunks[0].tokens, ...columns.target_tokens.data.slice(-1)],
      mask: [0, ...columns.mask.data],
      logProbs: [0, ...columns.logprobs.data],
    };
  },
  atif: rebuildAtif,
};
