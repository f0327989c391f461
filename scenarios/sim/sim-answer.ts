import { z } from "zod";

/** Something that goes wrong at the engine, on request. */
const simFault = z.discriminatedUnion("kind", [
  /** An HTTP error before anything is sampled. */
  z.strictObject({ kind: z.literal("status"), status: z.int().min(400).max(599), message: z.string() }),
  /** HTTP 200 with something that is not a reply. */
  z.strictObject({ kind: z.literal("garbage"), body: z.string().default("<html>It works!</html>") }),
  /** Nothing more is sent after so many tokens; the connection stays open. */
  z.strictObject({ kind: z.literal("silence"), after_tokens: z.int().min(0).default(0) }),
  /** The connection breaks after so many tokens. */
  z.strictObject({ kind: z.literal("hang_up"), after_tokens: z.int().min(0).default(0) }),
  /** The logits turn into NaN after so many tokens. */
  z.strictObject({ kind: z.literal("nan"), after_tokens: z.int().min(0).default(0) }),
  /** The scheduler ends the request after so many tokens; `queued` as SGLang does it for a waiting request. */
  z.strictObject({
    kind: z.literal("abort"),
    after_tokens: z.int().min(0).default(0),
    status: z.int().nullable().default(null),
    message: z.string().default("Aborted"),
    queued: z.boolean().default(false),
  }),
]);

/**
 * What the simulated engine is to sample, and how. The same object is a step of a scenario, the JSON of a
 * `[[sim {...}]]` line in a message, and the body of `POST /sim/answers`. See docs/simulated-engine.md.
 */
export const simAnswerSchema = z.strictObject({
  /** The answer's text, markup included (`<think>`, `<tool_call>`). Absent: the engine answers by itself. */
  text: z.string().optional(),
  /** The exact ids to sample instead of a text, without the stop token. */
  ids: z.array(z.int().min(0)).optional(),
  /** The text this many times over. */
  repeat: z.int().min(1).max(100_000).default(1),
  tokenisation: z.enum(["plain", "odd", "odd_end", "bytes", "mixed"]).default("mixed"),
  /** `none`: the answer has no end and runs into the length limit. */
  stop: z.enum(["<|im_end|>", "<|endoftext|>", "none"]).default("<|im_end|>"),
  /** `fewer`: one less than ids; `null`: JSON nulls among them; `other_ids`: they belong to other ids. */
  log_probs: z.enum(["all", "missing", "fewer", "null", "other_ids"]).default("all"),
  first_token_delay_ms: z.number().min(0).default(0),
  token_delay_ms: z.number().min(0).default(0),
  /** Sampling stands still after so many tokens until `POST /sim/release`. */
  held_after_tokens: z.int().min(0).optional(),
  /** Added to the engine's count of prompt tokens. */
  prompt_tokens_off_by: z.int().default(0),
  /** The engine's own unless given. */
  weight_version: z.string().optional(),
  /** The weights become these once so many tokens are sampled, as on a server that loads in mid-answer. */
  weights_change: z.strictObject({ after_tokens: z.int().min(1), version: z.string() }).optional(),
  /** So many tokens at the end that the told weights leave out. */
  weights_short_by: z.int().min(0).default(0),
  fault: simFault.optional(),
});

export type SimAnswer = z.infer<typeof simAnswerSchema>;

/** As it is written: every field may be left out. */
export type SimAnswerInput = z.input<typeof simAnswerSchema>;
