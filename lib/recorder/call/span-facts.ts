import { stringifyJson } from "@/lib/core/json/stringify-json";
import { runOf } from "@/lib/core/recording/run-of";
import type { RefusalReason } from "@/lib/core/recording/turn";
import type { Answer } from "@/lib/recorder/answer/answer";
import { mintReplyId } from "@/lib/recorder/answer/mint-ids";
import type { CallSpan, SpanFacts } from "@/lib/trace/call-span";
import { genAiMessages } from "@/lib/trace/gen-ai-messages";
import type { Job } from "./job";
import type { Admitted } from "./route-call";

/** What a span tells of a call that was let in: names of the GenAI conventions, and ours under `turntree`. */
export function tellRequest(span: CallSpan, { request, session, served, parts }: Admitted): void {
  if (!span.isKept) return;
  span.rename(`chat ${request.model}`);
  const run = runOf(session.settings.labels);
  span.tell({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": parts.engine.name,
    "gen_ai.request.model": request.model,
    "gen_ai.response.model": served.name,
    "gen_ai.request.stream": request.stream,
    "gen_ai.conversation.id": session.input.id,
    "turntree.protocol": request.protocol,
    ...(run === null ? {} : { "turntree.run": run }),
    ...serverFacts(parts.engine.url),
  });
  if (!span.holdsContent) return;
  span.tell({ "gen_ai.input.messages": genAiMessages(request.messages) });
  if (request.tools.length > 0) span.tell({ "gen_ai.tool.definitions": stringifyJson(request.tools) });
}

function serverFacts(url: string): SpanFacts {
  const { hostname, port, protocol } = new URL(url);
  const usual = protocol === "https:" ? 443 : 80;
  return { "server.address": hostname, "server.port": port === "" ? usual : Number(port) };
}

/** What a span tells of an answer and of the turn that it has become. */
export function answerFacts(
  job: Job,
  answer: Answer,
  { turn, refusal }: { readonly turn: number; readonly refusal: RefusalReason | null },
): SpanFacts {
  const { request, sampling, prompt, call, span } = job;
  const { cachedTokens, firstTokenMs, finishReason } = answer;
  return {
    "gen_ai.request.max_tokens": sampling.maxNewTokens,
    "gen_ai.request.temperature": sampling.temperature,
    "gen_ai.request.top_p": sampling.topP,
    // What is not positive is no bound.
    ...(sampling.topK > 0 ? { "gen_ai.request.top_k": sampling.topK } : {}),
    "gen_ai.request.frequency_penalty": sampling.frequencyPenalty,
    "gen_ai.request.presence_penalty": sampling.presencePenalty,
    ...(sampling.seed === null ? {} : { "gen_ai.request.seed": Number(sampling.seed) }),
    "gen_ai.response.id": mintReplyId(request.protocol, call.key),
    "gen_ai.response.finish_reasons": [finishReason],
    "gen_ai.usage.input_tokens": prompt.ids.length,
    "gen_ai.usage.output_tokens": answer.outputIds.length,
    ...(cachedTokens === null ? {} : { "gen_ai.usage.cache_read.input_tokens": cachedTokens }),
    ...(firstTokenMs === null || !request.stream
      ? {}
      : { "gen_ai.response.time_to_first_chunk": firstTokenMs / 1000 }),
    "turntree.turn": turn,
    "turntree.prompt_build": prompt.build,
    ...(refusal === null ? {} : { "turntree.refusal": refusal }),
    ...(answer.weightVersion === null ? {} : { "turntree.weight_version": answer.weightVersion }),
    ...(span.holdsContent ? { "gen_ai.output.messages": genAiMessages([answer.message], finishReason) } : {}),
  };
}
