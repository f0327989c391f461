import { wireChat } from "@/engines/wire/wire-chat";
import { wireDocuments } from "@/engines/wire/wire-documents";
import { defaultTokenizerFolder } from "@/scenarios/sim/vocabulary";
import type { CheckReport } from "./check-report";
import { type LiveBench, liveSessionUrl, postJson } from "./live-bench";
import { type RecordedCall, recordedSession } from "./recorded-session";

const CHECK = "forwarded (`passthrough`), ids asked for and proven to be all of the reply";

/** What a server tells of a reply when it is asked for ids, none of which these clients ask for; null tells nothing. */
const ADDED = /"(?:token_ids|response_token_ids|prompt_token_ids|input_ids|output_ids|sglext)":(?!null)/;

interface ForwardedCall {
  readonly name: string;
  readonly more: Readonly<Record<string, unknown>>;
  /** Whether the client asks for log-probs itself, and so is told them. */
  readonly asksLogProbs: boolean;
  /** Whether it asks for the count of its tokens at the end of a stream. */
  readonly asksUsage: boolean;
}

const call = (name: string, more: ForwardedCall["more"]): ForwardedCall => ({
  ...{ name, more },
  asksLogProbs: "logprobs" in more,
  asksUsage: "stream_options" in more,
});

const CALLS: readonly ForwardedCall[] = [
  call("whole", { stream: false }),
  call("streamed", { stream: true }),
  call("whole, with log-probs", { stream: false, logprobs: true, top_logprobs: 2 }),
  call("streamed, with its count", { stream: true, stream_options: { include_usage: true } }),
];

const TOOL = {
  type: "function",
  function: {
    name: "get_weather",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};

/**
 * Chat completions that a vLLM or an SGLang makes by its own template and parsers, forwarded: every reply is recorded with
 * the ids that the server told, they are proven to be all of it, and the client gets nothing that it did not ask for.
 */
export async function checkPassthrough(bench: LiveBench): Promise<CheckReport> {
  const settings = {
    TURNTREE_ENGINE: "passthrough",
    TURNTREE_TOKENIZER: defaultTokenizerFolder(),
    TURNTREE_TOOL_PARSER: "qwen3",
    TURNTREE_REASONING_PARSER: "qwen3",
  };
  return bench.withTurntree(settings, async (other) => {
    const problems: string[] = [];
    for (const [i, one] of callsOf(bench).entries())
      problems.push(...(await callProblems(other, `forwarded-${i}`, one)));
    const sessions = await Promise.all(
      callsOf(bench).map((_, i) => recordedSession(other.turntree, `forwarded-${i}`)),
    );
    const calls = sessions.flatMap(({ calls: recorded }) => recorded);
    const missing = callsOf(bench).length - calls.length;
    const differences = new Set(calls.flatMap(({ turn }) => turn.completeness?.differences ?? []));
    return {
      check: CHECK,
      figures:
        `${calls.length} replies, ${calls.reduce((sum, { turn }) => sum + turn.outputIds.length, 0)} tokens; ` +
        `allowed differences: ${[...differences].join(", ") || "none"}`,
      problems: [
        ...problems,
        ...(missing === 0 ? [] : [`${missing} replies were not recorded`]),
        ...calls.flatMap((recorded) => recordedProblems(other, recorded)),
      ],
    };
  });
}

/** Tools go along where the server reads their calls, or is asked for them in no other way than as text. */
function callsOf({ start }: LiveBench): readonly ForwardedCall[] {
  const takesTools = start.engine === "sglang" || start.flags.includes("--enable-auto-tool-choice");
  return takesTools ? [...CALLS, call("with tools", { stream: true, tools: [TOOL] })] : CALLS;
}

async function callProblems(
  bench: LiveBench,
  session: string,
  { name, more, asksLogProbs, asksUsage }: ForwardedCall,
): Promise<readonly string[]> {
  const response = await postJson(`${liveSessionUrl(bench, session)}/v1/chat/completions`, {
    ...{ model: bench.servedName, max_tokens: 48, temperature: 1 },
    messages: [{ role: "user", content: "How is the weather in Rome, é 中 🙂?" }],
    ...more,
  });
  const reply = await response.text();
  if (response.status !== 200) return [`${name}: ${response.status} ${reply.slice(0, 200)}`];
  const contentType = response.headers.get("content-type") ?? "";
  const isStream = contentType.startsWith("text/event-stream");
  const said = wireDocuments({ contentType, reply }).map((told) => JSON.stringify(told));
  const has = (field: RegExp) => said.some((text) => field.test(text));
  return [
    ...(has(ADDED) ? ["the client is told ids that it did not ask for"] : []),
    ...(has(/"logprob":/) === asksLogProbs ? [] : [`log-probs ${asksLogProbs ? "are lost" : "were added"}`]),
    ...(!isStream || has(/"completion_tokens":/) === asksUsage
      ? []
      : ["the count is not as it was asked for"]),
    ...(isStream && !reply.includes("data: [DONE]") ? ["the stream has no end"] : []),
  ].map((problem) => `${name}: ${problem}`);
}

function recordedProblems({ tap }: LiveBench, { session, promptIds, turn }: RecordedCall): readonly string[] {
  const isTold = tap.exchanges.some((exchange) => {
    const told = wireChat(exchange);
    return (
      told !== null &&
      told.promptIds.join() === promptIds.join() &&
      told.outputIds.join() === turn.outputIds.join()
    );
  });
  return [
    ...(isTold ? [] : ["no reply on the wire has its ids"]),
    ...(turn.refusal === null ? [] : [`${turn.refusal}: ${turn.completeness?.detail ?? ""}`]),
    ...(turn.completeness?.by ? [] : ["nothing shows that its ids are all of the reply"]),
    ...(turn.outputLogProbs === null ? ["it has no log-probs"] : []),
  ].map((problem) => `${session}: ${problem}`);
}
