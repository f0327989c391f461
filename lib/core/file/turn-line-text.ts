import { stringifyJson } from "@/lib/core/json/stringify-json";
import { recordedKind, writeAmendment } from "@/lib/core/recording/amendment-part";
import { turnFactsJson } from "@/lib/core/recording/turn-facts-json";
import type { CopyRun, IdRun, SessionLine, TurnLine } from "./turn-line";

/** The text of one line of a `turns.jsonl`, without its line feed. What `readTurnLine` reads back. */
export function turnLineText(line: SessionLine | TurnLine): string {
  return line.type === "session" ? stringifyJson(line) : turnText(line);
}

function turnText(line: TurnLine): string {
  const { turn } = line;
  const amendment = writeAmendment(turn);
  const fields: (readonly [name: string, text: string])[] = [
    ["type", '"turn"'],
    ["session", stringifyJson(line.session)],
    ["index", stringifyJson(turn.index)],
    ["created_at", stringifyJson(line.createdAt)],
    ["prompt", idRuns(line.prompt)],
    ["output_ids", ids(turn.outputIds)],
    ["output_log_probs", turn.outputLogProbs ? logProbs(turn.outputLogProbs) : "null"],
    ["messages", stringifyJson(line.messages)],
    ["response", stringifyJson(turn.responseMessage)],
    ["message_steps", idRuns(line.messageSteps)],
    ["finish_reason", stringifyJson(turn.finishReason)],
    ["matched_stop", stringifyJson(turn.matchedStop)],
    ["ill_formed", stringifyJson(turn.illFormed)],
    ["delivery", stringifyJson(turn.delivery)],
    ...(turn.deliveries === 1 ? [] : [["deliveries", stringifyJson(turn.deliveries)] as const]),
    ["auxiliary", stringifyJson(recordedKind(turn))],
    ...(amendment === null ? [] : [["amendment", stringifyJson(amendment)] as const]),
    ["retry_of", stringifyJson(turn.retryOf)],
    ["prompt_build", stringifyJson(turn.promptBuild)],
    ["refusal", stringifyJson(turn.refusal)],
    ["scaffolds", stringifyJson(turn.scaffolds)],
    ["accepted_rewrites", stringifyJson(line.acceptedRewrites.map(rewriteFields))],
    ["header_digest", stringifyJson(turn.headerDigest)],
    ["weight_version", stringifyJson(turn.weightVersion)],
    ["log_prob_semantics", stringifyJson(turn.logProbSemantics)],
    ["sub_agent", stringifyJson(turn.subAgent)],
    ["facts", stringifyJson(turnFactsJson(turn))],
    ["digest", stringifyJson(line.digest)],
  ];
  return `{${fields.map(([name, text]) => `"${name}":${text}`).join(",")}}`;
}

function rewriteFields(rewrite: TurnLine["acceptedRewrites"][number]) {
  if ("copy" in rewrite) return rewrite;
  const { messageIndex, turnIndex, tolerance, held, echoed } = rewrite;
  return { message_index: messageIndex, turn: turnIndex, tolerance, held, echoed };
}

function idRuns(runs: readonly IdRun[]): string {
  return `[${runs.map((run) => ("copy" in run ? copyText(run) : `{"ids":${ids(run.ids)}}`)).join(",")}]`;
}

function copyText(run: CopyRun): string {
  return `{"copy":[${run.copy.join(",")}]}`;
}

function ids(values: Int32Array): string {
  return `[${values.join(",")}]`;
}

function logProbs(values: Float64Array): string {
  return `[${Array.from(values, logProb).join(",")}]`;
}

function logProb(value: number): string {
  if (Number.isNaN(value)) return "null";
  return Number.isFinite(value) ? stringifyJson(value) : `"${value}"`;
}
