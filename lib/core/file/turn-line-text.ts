import { floatsText } from "@/lib/core/json/floats-text";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { recordedKind, writeAmendment } from "@/lib/core/recording/amendment-part";
import { turnFactsJson } from "@/lib/core/recording/turn-facts-json";
import { FORMAT_VERSION } from "./format-version";
import { laterLineText } from "./later-line";
import type { RecordedLine } from "./recorded-line";
import type { CopyRun, IdRun, TurnLine } from "./turn-line";

/** The text of one line of a `turns.jsonl`, without its line feed. What `readTurnLine` reads back. */
export function turnLineText(line: RecordedLine): string {
  switch (line.type) {
    case "session":
      return stringifyJson(line);
    case "turn":
      return turnText(line);
    case "annotation":
    case "exported":
      return laterLineText(line);
    default:
      return line satisfies never;
  }
}

function turnText(line: TurnLine): string {
  const { turn } = line;
  const amendment = writeAmendment(turn);
  const fields: (readonly [name: string, text: string])[] = [
    ["type", '"turn"'],
    ["version", stringifyJson(FORMAT_VERSION)],
    ["session", stringifyJson(line.session)],
    ["index", stringifyJson(turn.index)],
    ["created_at", stringifyJson(line.createdAt)],
    ["prompt", idRuns(line.prompt)],
    ["output_ids", ids(turn.outputIds)],
    ["output_log_probs", turn.outputLogProbs ? floatsText(turn.outputLogProbs) : "null"],
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
    ...(line.evidence === undefined ? [] : [["evidence", stringifyJson(line.evidence)] as const]),
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
