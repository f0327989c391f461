import { z } from "zod";
import type { JsonValue } from "@/lib/core/json/json-value";

/** A row of a batch as a trainer used it: columns over all of its tokens, filler taken off. */
export interface BatchRow {
  readonly tokens: readonly number[];
  /** 1 where the trainer trained. */
  readonly mask: readonly number[];
  /** Null where the dump holds none. */
  readonly logProbs: readonly number[] | null;
  /** What the trainer divided its logits by; null where the dump does not say. */
  readonly temperature: number | null;
  /** The sample that the row says it is; null where it says nothing. */
  readonly digest: string | null;
}

const ids = z.array(z.int());
const bits = z.array(z.union([z.literal([0, 1]), z.boolean()])).transform((column) => column.map(Number));
const numbers = z.array(z.number());
const temperature = z.union([z.number().positive(), z.array(z.number().positive()).min(1)]).optional();
const marked = z.looseObject({ turntree: z.looseObject({ digest: z.string() }).optional() }).nullish();

const said = {
  attention_mask: bits.optional(),
  temperature,
  temperatures: temperature,
  digest: z.string().optional(),
  turntree: z.looseObject({ digest: z.string() }).optional(),
  metadata: marked,
  extra_fields: marked,
};

/** slime and miles: columns over the last `response_length` tokens. */
const slime = z.looseObject({
  ...said,
  tokens: ids,
  response_length: z.int().min(0),
  loss_mask: bits.nullish(),
  rollout_log_probs: numbers.nullish(),
});
/** verl: prompt filled up on its left and response on its right, columns over the response. */
const verl = z.looseObject({
  ...said,
  prompts: ids,
  responses: ids,
  response_mask: bits,
  rollout_log_probs: numbers.nullish(),
});
/** verl, as its agent loop gives it: nothing filled up, columns over the response. */
const verlLoop = z.looseObject({
  ...said,
  prompt_ids: ids,
  response_ids: ids,
  response_mask: bits,
  response_logprobs: numbers.nullish(),
});
/** TRL, asynchronous: columns over all tokens. */
const trl = z.looseObject({
  ...said,
  input_ids: ids,
  completion_mask: bits,
  old_log_probs: numbers.nullish(),
});
/** TRL, synchronous: prompt and completion apart, columns over the completion. */
const trlGroup = z.looseObject({
  ...said,
  prompt_ids: ids,
  completion_ids: ids,
  completion_mask: bits.optional(),
  env_mask: bits.optional(),
  logprobs: numbers.nullish(),
});
/** prime-rl: columns over all tokens. */
const primeRl = z.looseObject({ ...said, token_ids: ids, mask: bits, logprobs: numbers.nullish() });

type Columns = Pick<BatchRow, "tokens" | "mask" | "logProbs">;

/** Columns over the end of a row. */
function ended(
  tokens: readonly number[],
  mask: readonly number[],
  logProbs: readonly number[] | null,
): Columns {
  const fill = (column: readonly number[]) => [
    ...new Array<number>(Math.max(0, tokens.length - column.length)).fill(0),
    ...column,
  ];
  return { tokens, mask: fill(mask), logProbs: logProbs === null ? null : fill(logProbs) };
}

interface Way {
  readonly field: string;
  read(row: JsonValue): Columns;
}

const WAYS: readonly Way[] = [
  {
    field: "tokens",
    read(row) {
      const { tokens, response_length: length, loss_mask: mask, rollout_log_probs } = slime.parse(row);
      return ended(tokens, mask ?? new Array<number>(length).fill(1), rollout_log_probs ?? null);
    },
  },
  {
    field: "responses",
    read(row) {
      const { prompts, responses, response_mask, rollout_log_probs } = verl.parse(row);
      return ended([...prompts, ...responses], response_mask, rollout_log_probs ?? null);
    },
  },
  {
    field: "response_ids",
    read(row) {
      const { prompt_ids, response_ids, response_mask, response_logprobs } = verlLoop.parse(row);
      return ended([...prompt_ids, ...response_ids], response_mask, response_logprobs ?? null);
    },
  },
  {
    field: "completion_ids",
    read(row) {
      const { prompt_ids, completion_ids, completion_mask, env_mask, logprobs } = trlGroup.parse(row);
      const whole = completion_mask ?? completion_ids.map(() => 1);
      const mask = whole.map((bit, at) => bit * (env_mask?.[at] ?? 1));
      return ended([...prompt_ids, ...completion_ids], mask, logprobs ?? null);
    },
  },
  {
    field: "completion_mask",
    read(row) {
      const { input_ids, completion_mask, old_log_probs } = trl.parse(row);
      return ended(input_ids, completion_mask, old_log_probs ?? null);
    },
  },
  {
    field: "token_ids",
    read(row) {
      const { token_ids, mask, logprobs } = primeRl.parse(row);
      return ended(token_ids, mask, logprobs ?? null);
    },
  },
];

/** Trainers whose rows are read. */
export const BATCH_TRAINERS = "TRL, verl, slime, miles, prime-rl";

/** The row without what fills it up to the batch's length. */
function withoutFiller(
  { tokens, mask, logProbs }: Columns,
  attention: readonly number[] | undefined,
): Columns {
  if (attention === undefined) return { tokens, mask, logProbs };
  const isReal = (_: number, at: number) => attention[at] === 1;
  return {
    tokens: tokens.filter(isReal),
    mask: mask.filter(isReal),
    logProbs: logProbs?.filter(isReal) ?? null,
  };
}

/**
 * Reads a row of a trainer's batch, each told by the field that only its trainer has. Null for a row of none.
 * Throws `ZodError` for one that does not fit its trainer's form.
 */
export function readBatchRow(row: JsonValue): BatchRow | null {
  const way = WAYS.find(({ field }) => typeof row === "object" && row !== null && field in row);
  if (way === undefined) return null;
  const columns = way.read(row);
  const facts = z.looseObject(said).parse(row);
  const divided = facts.temperature ?? facts.temperatures ?? null;
  const { digest, turntree, metadata, extra_fields: extra } = facts;
  return {
    ...withoutFiller(columns, facts.attention_mask),
    temperature: typeof divided === "number" ? divided : (divided?.[0] ?? null),
    digest: digest ?? turntree?.digest ?? metadata?.turntree?.digest ?? extra?.turntree?.digest ?? null,
  };
}
