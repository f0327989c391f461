import { z } from "zod";
import { parsedOrNull, wireDocuments } from "./wire-documents";
import type { Exchange } from "./wire-tap";

/** One generation as it went over the wire, read without any of the product's own readers. */
export interface WireGeneration {
  readonly requestId: string;
  readonly promptIds: readonly number[];
  readonly outputIds: readonly number[];
  /** One per output id, null where the engine printed none. */
  readonly logProbs: readonly (number | null)[];
  readonly finish: string | null;
  /** Whether the engine told of the prompt that it saw, by its ids or their number, and told the truth. */
  readonly promptTold: boolean;
  readonly weightVersion: string | null;
  readonly streamed: boolean;
  readonly exchange: Exchange;
  /** What it answered: one document, or the events of a stream. */
  readonly documents: readonly unknown[];
}

const count = z.int().nullish();
const ids = z.array(z.int());
const numbers = z.array(z.number().nullable());

const asked = z.object({
  rid: z.string().optional(),
  request_id: z.string().optional(),
  input_ids: ids.optional(),
  token_ids: ids.optional(),
  prompt: ids.optional(),
});

const vllmLogProbs = z.union([
  z.object({ token_logprobs: numbers }).transform((told) => told.token_logprobs),
  z
    .object({ content: z.array(z.object({ logprob: z.number().nullable() })).nullish() })
    .transform((told) => (told.content ?? []).map(({ logprob }) => logprob)),
]);

const vllmReply = z.object({
  choices: z.array(
    z.object({
      token_ids: ids.nullish(),
      logprobs: vllmLogProbs.nullish(),
      finish_reason: z.string().nullish(),
      prompt_token_ids: ids.nullish(),
    }),
  ),
  prompt_token_ids: ids.nullish(),
  usage: z.object({ prompt_tokens: count }).nullish(),
});

const sglangFrame = z.object({
  output_ids: ids.default([]),
  meta_info: z.object({
    prompt_tokens: count,
    completion_tokens: z.int(),
    finish_reason: z.object({ type: z.string() }).nullish(),
    weight_version: z.string().nullish(),
    output_token_logprobs: z.array(z.tuple([z.number().nullable(), z.int()]).rest(z.unknown())).nullish(),
  }),
});

type Reply = Pick<WireGeneration, "outputIds" | "logProbs" | "finish" | "weightVersion"> & {
  readonly promptTokens: number | null;
  readonly echoed: readonly number[] | null;
};

/** The generation of an exchange; null where it is another request, or nothing was answered. */
export function wireGeneration(exchange: Exchange): WireGeneration | null {
  if (exchange.method !== "POST" || exchange.status !== 200) return null;
  const request = asked.safeParse(parsedOrNull(exchange.body));
  if (!request.success) return null;
  const promptIds = request.data.input_ids ?? request.data.token_ids ?? request.data.prompt;
  const requestId = request.data.rid ?? request.data.request_id;
  if (promptIds === undefined || requestId === undefined) return null;
  const streamed = exchange.contentType.startsWith("text/event-stream");
  const documents = wireDocuments(exchange);
  const reply = request.data.input_ids === undefined ? fromVllm(documents) : fromSglang(documents);
  const { promptTokens, echoed, ...rest } = reply;
  const promptTold =
    (promptTokens !== null || echoed !== null) &&
    (promptTokens ?? promptIds.length) === promptIds.length &&
    (echoed ?? promptIds).every((id, i) => id === promptIds[i]);
  return { requestId, promptIds, ...rest, promptTold, streamed, exchange, documents };
}

function fromVllm(documents: readonly unknown[]): Reply {
  const outputIds: number[] = [];
  const logProbs: (number | null)[] = [];
  let finish: string | null = null;
  let promptTokens: number | null = null;
  let echoed: readonly number[] | null = null;
  for (const document of documents) {
    const told = vllmReply.safeParse(document);
    if (!told.success) continue;
    const [choice] = told.data.choices;
    outputIds.push(...(choice?.token_ids ?? []));
    logProbs.push(...(choice?.logprobs ?? []));
    finish = choice?.finish_reason ?? finish;
    promptTokens = told.data.usage?.prompt_tokens ?? promptTokens;
    echoed = choice?.prompt_token_ids ?? told.data.prompt_token_ids ?? echoed;
  }
  return { outputIds, logProbs, finish, promptTokens, echoed, weightVersion: null };
}

/** Frames repeat everything, or hold only what is new: the count of completion tokens tells which. */
function fromSglang(documents: readonly unknown[]): Reply {
  let outputIds: number[] = [];
  let entries: (number | null)[] = [];
  let finish: string | null = null;
  let promptTokens: number | null = null;
  let weightVersion: string | null = null;
  for (const document of documents) {
    const told = sglangFrame.safeParse(document);
    if (!told.success) continue;
    const { output_ids: shown, meta_info: meta } = told.data;
    const values = (meta.output_token_logprobs ?? []).map(([value]) => value);
    outputIds = shown.length === meta.completion_tokens ? shown : [...outputIds, ...shown];
    entries = values.length === meta.completion_tokens ? values : [...entries, ...values];
    finish = meta.finish_reason?.type ?? finish;
    promptTokens = meta.prompt_tokens ?? promptTokens;
    weightVersion = meta.weight_version ?? weightVersion;
  }
  return { outputIds, logProbs: entries, finish, promptTokens, echoed: null, weightVersion };
}
