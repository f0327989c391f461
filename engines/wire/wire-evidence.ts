import { z } from "zod";
import type { WireGeneration } from "./wire-generation";

/** A token told beside a sampled one, as the engine printed it. */
export interface WireToken {
  readonly id: number;
  readonly logProb: number | null;
}

/** What an engine told of the tokens that it sampled, read without any of the product's own readers. */
export interface WireEvidence {
  /** The likeliest tokens at each sampled one; null where none were told. */
  readonly top: readonly (readonly WireToken[])[] | null;
  /** The tokens that could be drawn there. */
  readonly support: readonly (readonly WireToken[])[] | null;
  /** The bytes of the experts, and from which token on they were asked for. */
  readonly experts: { readonly bytes: Buffer; readonly from: number } | null;
  /** One version for each sampled token, as far as it is told. */
  readonly weights: readonly string[];
}

const spans = z.array(z.object({ version: z.string(), start: z.int(), end: z.int() }));
const entry = z.tuple([z.number().nullable(), z.int()]).rest(z.unknown());
const shown = z.array(z.unknown()).nullish();

const sglangFrame = z.object({
  meta_info: z.object({
    completion_tokens: z.int(),
    output_top_logprobs: shown,
    output_token_sampling_mask: shown,
    output_token_sampling_logprobs: shown,
    routed_experts: z.string().nullish(),
    weight_versions: spans.nullish(),
  }),
});

const vllmToken = z.object({ token_id: z.int(), logprob: z.number().nullable() });
const vllmLogProbs = z.union([
  z
    .object({ top_logprobs: z.array(z.record(z.string(), z.number().nullable())) })
    .transform((told) =>
      told.top_logprobs.map((one) =>
        Object.entries(one).map(([name, logProb]) => ({ id: Number(name.split(":")[1]), logProb })),
      ),
    ),
  z
    .object({ content: z.array(z.object({ top_logprobs: z.array(vllmToken) })) })
    .transform((told) =>
      told.content.map((one) =>
        one.top_logprobs.map(({ token_id: id, logprob: logProb }) => ({ id, logProb })),
      ),
    ),
]);
const vllmChunk = z.object({
  choices: z.array(z.object({ logprobs: vllmLogProbs.nullish(), weight_versions: spans.nullish() })),
});

const asked = z.object({ routed_experts_start_len: z.int().optional() });

/** What a generation told beside ids and log-probs. */
export function wireEvidence({ exchange, documents, outputIds }: WireGeneration): WireEvidence {
  const from = asked.parse(JSON.parse(exchange.body)).routed_experts_start_len ?? 0;
  return exchange.path === "/generate" ? fromSglang(documents, from) : fromVllm(documents, outputIds.length);
}

/** Frames repeat everything, or hold only what is new: a list as long as the count of tokens is all of it. */
function fromSglang(documents: readonly unknown[], from: number): WireEvidence {
  let top: unknown[] = [];
  let mask: unknown[] = [];
  let within: unknown[] = [];
  let experts: string | null = null;
  let versions: z.infer<typeof spans> = [];
  for (const document of documents) {
    const told = sglangFrame.safeParse(document);
    if (!told.success) continue;
    const { meta_info: meta } = told.data;
    const joined = (held: unknown[], next: readonly unknown[]) =>
      next.length === meta.completion_tokens ? [...next] : [...held, ...next];
    top = joined(top, meta.output_top_logprobs ?? []);
    mask = joined(mask, meta.output_token_sampling_mask ?? []);
    within = joined(within, meta.output_token_sampling_logprobs ?? []);
    experts = meta.routed_experts ?? experts;
    versions = meta.weight_versions ?? versions;
  }
  const told = z.array(z.array(entry)).parse(top);
  const ids = z.array(z.array(z.int())).parse(mask);
  const logProbs = z.array(z.array(z.number().nullable())).parse(within);
  return {
    top: top.length === 0 ? null : told.map((list) => list.map(([logProb, id]) => ({ id, logProb }))),
    support:
      ids.length === 0
        ? null
        : ids.map((list, i) => list.map((id, k) => ({ id, logProb: logProbs[i]?.[k] ?? null }))),
    experts: experts === null ? null : { bytes: Buffer.from(experts, "base64"), from },
    weights: versions.flatMap(({ version, start, end }) => Array<string>(end - start).fill(version)),
  };
}

function fromVllm(documents: readonly unknown[], count: number): WireEvidence {
  const chunks = documents.flatMap((document) => {
    const told = vllmChunk.safeParse(document);
    return told.success ? told.data.choices.slice(0, 1) : [];
  });
  const top = chunks.flatMap(({ logprobs }) => logprobs ?? []);
  const versions = chunks.flatMap(({ weight_versions: told }) => told ?? []);
  return {
    top: top.length === count ? top : null,
    support: null,
    experts: null,
    weights: versions.flatMap(({ version, start, end }) => Array<string>(end - start).fill(version)),
  };
}
