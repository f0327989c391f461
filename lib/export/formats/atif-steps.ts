import type { JsonObject } from "@/lib/core/json/json-value";
import { isObject } from "@/lib/core/json/object-of";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { Message, ToolCall } from "@/lib/core/message/message";
import type { Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import type { MessageNode } from "@/lib/core/tree/tree";
import type { ExportedSample } from "@/lib/export/exported-sample";
import { floatList } from "@/lib/export/lines/float-list";
import { integerList } from "@/lib/export/lines/integer-list";
import { type LineValue, RawJson, writeLine } from "@/lib/export/lines/write-line";
import { type TrainedSpan, trainedSpans } from "./trained-spans";

/** A step being put together: its fields, and the tool results that came after it. */
interface OpenStep {
  readonly fields: readonly (readonly [string, LineValue | undefined])[];
  readonly results: JsonObject[];
}

/** What the steps of one sample are made from. */
interface StepSource {
  readonly exported: ExportedSample;
  readonly recording: Recording;
  readonly runs: readonly TrainedSpan[];
}

/** The engine's count of cached prompt tokens, where it was recorded. */
export function cachedTokens(turn: Turn): number | null {
  return turn.engine?.cachedTokens ?? null;
}

/** ATIF holds arguments as an object; anything else goes under `raw`. */
function argumentsObject({ function: { arguments: value } }: ToolCall): JsonObject {
  return isObject(value) ? value : { raw: stringifyJson(value) };
}

function spoken(message: Message): readonly (readonly [string, LineValue | undefined])[] {
  const calls = message.tool_calls ?? [];
  return [
    ["message", message.content ?? ""],
    ["reasoning_content", message.reasoning_content || undefined],
    [
      "tool_calls",
      calls.length === 0
        ? undefined
        : calls.map((call) => ({
            tool_call_id: call.id ?? "",
            function_name: call.function.name,
            arguments: argumentsObject(call),
          })),
    ],
  ];
}

function metrics(turn: Turn, runs: readonly TrainedSpan[], recording: Recording): RawJson {
  const promptIds = recording.prompts.ids(turn.index);
  return new RawJson(
    writeLine([
      ["prompt_tokens", promptIds.length],
      ["completion_tokens", turn.outputIds.length],
      ["cached_tokens", cachedTokens(turn) ?? undefined],
      ["prompt_token_ids", new RawJson(integerList(promptIds))],
      ["completion_token_ids", new RawJson(integerList(turn.outputIds))],
      ["logprobs", turn.outputLogProbs === null ? undefined : new RawJson(floatList(turn.outputLogProbs))],
      [
        "extra",
        {
          turn: turn.index,
          trained: runs.map((run) => [run.outputStart, run.length]),
          ...(turn.weightVersion === null ? {} : { weight_version: turn.weightVersion }),
          ...(turn.weightSpans === null
            ? {}
            : { weight_spans: turn.weightSpans.map((span) => ({ ...span })) }),
        },
      ],
    ]),
  );
}

function agentStep(
  node: MessageNode,
  message: Message,
  { exported, recording, runs: allRuns }: StepSource,
): OpenStep {
  const turn = exported.turns.find((candidate) => candidate.index === node.turnIndex);
  if (turn === undefined) {
    return { fields: [["source", "agent"], ...spoken(message), ["is_copied_context", true]], results: [] };
  }
  const runs = allRuns.filter((run) => run.turn === turn);
  return {
    fields: [
      ["source", "agent"],
      ...spoken(message),
      ["metrics", metrics(turn, runs, recording)],
      ["is_copied_context", runs.length === 0 ? true : undefined],
      ["llm_call_count", 1],
    ],
    results: [],
  };
}

function stepOf(node: MessageNode, source: StepSource): OpenStep {
  const message: Message = node.message ?? { role: node.role, content: "" };
  switch (message.role) {
    case "system":
    case "user":
      return { fields: [["source", message.role], ...spoken(message)], results: [] };
    case "tool":
      return {
        fields: [
          ["source", "system"],
          ["message", ""],
        ],
        results: [resultOf(message)],
      };
    case "assistant":
      return agentStep(node, message, source);
  }
}

function resultOf(message: Message): JsonObject {
  const content = message.content ?? "";
  return message.tool_call_id === undefined ? { content } : { source_call_id: message.tool_call_id, content };
}

/**
 * The steps of a sample, each as JSON text: the messages on its way from the root, tool results as observations of the
 * step that called. A step whose turn trains in this sample carries the turn's full prompt ids, sampled ids and
 * log-probs. Under `extra.trained` it has the runs of sampled ids that train. Every other answer is copied context.
 */
export function atifSteps(
  path: readonly MessageNode[],
  exported: ExportedSample,
  recording: Recording,
): readonly string[] {
  const source: StepSource = { exported, recording, runs: trainedSpans(exported) };
  const steps: OpenStep[] = [];
  for (const node of path) {
    const before = steps.at(-1);
    if (node.role === "tool" && node.message !== null && before !== undefined) {
      before.results.push(resultOf(node.message));
    } else {
      steps.push(stepOf(node, source));
    }
  }
  return steps.map(({ fields, results }, position) =>
    writeLine([
      ["step_id", position + 1],
      ...fields,
      ["observation", results.length === 0 ? undefined : { results }],
    ]),
  );
}
