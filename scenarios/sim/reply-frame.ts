import type { GenerateWireRequest } from "./generate-request";
import type { SamplingPlan, SimFinish } from "./plan-sampling";
import type { SimAnswer } from "./sim-answer";
import type { SimVocabulary } from "./vocabulary";
import type { WeightLog } from "./weight-log";

export type FrameFinish =
  | SimFinish
  | {
      readonly type: "abort";
      readonly message: string;
      readonly status_code: number | null;
      readonly err_type: string | null;
    };

export interface ReplyFrameInput {
  readonly request: GenerateWireRequest;
  readonly requestId: string;
  readonly plan: SamplingPlan;
  readonly answer: SimAnswer;
  readonly vocabulary: SimVocabulary;
  /** The frame shows output positions `[from, to)`; a cumulative frame begins at 0. */
  readonly from: number;
  readonly to: number;
  readonly finish: FrameFinish | null;
  readonly startedAt: number;
  readonly weights: WeightLog;
  /** The weights that sample now. */
  readonly weightVersion: string;
}

/** One reply of `/generate`, whole or as a frame of its stream, with the fields that SGLang sends. */
export function replyFrame(input: ReplyFrameInput): Record<string, unknown> {
  const { request, plan, answer, from, to } = input;
  const ids = plan.ids.slice(from, to);
  return {
    text: visibleText(input),
    output_ids: ids,
    ...(request.return_prompt_token_ids && { prompt_token_ids: request.input_ids }),
    meta_info: {
      id: input.requestId,
      finish_reason: input.finish,
      prompt_tokens: request.input_ids.length + answer.prompt_tokens_off_by,
      weight_version: input.weights.spans.at(-1)?.version ?? input.weightVersion,
      ...(input.finish !== null && { weight_versions: input.weights.spans }),
      num_retractions: 0,
      ...(request.return_logprob &&
        answer.log_probs !== "missing" && {
          input_token_logprobs: [],
          output_token_logprobs: logProbEntries(input),
          output_token_logprobs_length: to,
          ...(request.top_logprobs_num > 0 && { output_top_logprobs: topEntries(input) }),
          ...(request.return_sampling_mask && samplingMask(input)),
        }),
      ...(request.return_routed_experts && input.finish !== null && { routed_experts: routedExperts(input) }),
      reasoning_tokens: 0,
      completion_tokens: to,
      cached_tokens: 0,
      cached_tokens_details: { device: 0, host: 0 },
      dp_rank: 0,
      e2e_latency: (Date.now() - input.startedAt) / 1000,
      response_sent_to_client_ts: Date.now() / 1000,
    },
  };
}

/** The text hides the stop token unless `no_stop_trim` asks for it; the ids always keep it. */
function visibleText({ request, plan, vocabulary, from, to, finish }: ReplyFrameInput): string {
  const stopped = finish?.type === "stop" && typeof finish.matched === "number";
  const shown = plan.ids.slice(from, stopped && !request.sampling_params.no_stop_trim ? to - 1 : to);
  const special = new Set(vocabulary.special.values());
  return vocabulary.decode(
    request.sampling_params.skip_special_tokens ? shown.filter((id) => !special.has(id)) : shown,
  );
}

/** The sampled token, and behind it others that were less likely, each by a nat. */
function topEntries({ request, plan, vocabulary, from, to }: ReplyFrameInput): unknown[] {
  return plan.ids.slice(from, to).map((id, i) =>
    Array.from({ length: request.top_logprobs_num }, (_, rank) => {
      const logProb = (plan.logProbs[from + i] ?? 0) - rank;
      return [logProb, (id + rank) % vocabulary.size, null];
    }),
  );
}

function logProbEntries({ plan, answer, from, to }: ReplyFrameInput): unknown[] {
  const entries = plan.ids.slice(from, to).map((id, i) => {
    const position = from + i;
    const unknown = answer.log_probs === "null" && position % 3 === 1;
    const shownId = answer.log_probs === "other_ids" ? id + 1 : id;
    return [unknown ? null : (plan.logProbs[position] ?? null), shownId, null];
  });
  return answer.log_probs === "fewer" && to === plan.ids.length ? entries.slice(0, -1) : entries;
}

/** How many tokens could be drawn at each position, all alike. */
const SUPPORT = 4;

function samplingMask({ plan, vocabulary, from, to }: ReplyFrameInput): object {
  const masks = plan.ids
    .slice(from, to)
    .map((id) => Array.from({ length: SUPPORT }, (_, i) => (id + i) % vocabulary.size));
  return {
    output_token_sampling_mask: masks,
    output_token_sampling_logprobs: masks.map((mask) => mask.map(() => Math.fround(-Math.log(SUPPORT)))),
    output_token_sampling_mask_length: masks.length,
  };
}

/** Two layers of two experts for each token that was read, as many as 128, told by the token's id. */
function routedExperts({ request, plan, to }: ReplyFrameInput): string {
  const read = [...request.input_ids, ...plan.ids.slice(0, to)].slice(request.routed_experts_start_len, -1);
  const numbers = Int32Array.from(
    read.flatMap((id) => [id % 128, (id + 1) % 128, (id + 2) % 128, (id + 3) % 128]),
  );
  return Buffer.from(numbers.buffer).toString("base64");
}
