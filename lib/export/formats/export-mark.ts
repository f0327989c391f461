import { FORMAT_VERSION } from "@/lib/core/file/format-version";
import type { JsonObject } from "@/lib/core/json/json-value";
import type { ExportInput } from "@/lib/export/export-input";
import type { ExportedSample } from "@/lib/export/exported-sample";
import { rolloutNumber } from "./rollout-number";
import { sampleWeights } from "./sample-weights";
import { markedTurnRewards } from "./turn-reward-column";

/**
 * The mark that every line of a trainer's format carries beside the trainer's own fields: the sample's origin, digest,
 * reward, place and marks, and the weights of its trained tokens where an answer's changed while it was sampled. It stands under the one key `turntree`, to be taken off before the line is handed on.
 */
export function exportMark(input: ExportInput, exported: ExportedSample): JsonObject {
  const { session, policy } = input;
  const { sample, provenance, reward, status, turns } = exported;
  const isMixed = turns.some(({ weightSpans }) => weightSpans !== null);
  return {
    format_version: FORMAT_VERSION,
    ...provenance,
    group_index: session.group_index,
    index: session.index,
    rollout_id: session.rollout_id ?? rolloutNumber(session),
    reward,
    reward_mode: policy.reward_mode,
    ...(policy.reward_mode === "leaf" ? { leaf_turn: sample.leafTurn } : {}),
    ...(input.reward === null ? {} : { reward_given: input.reward }),
    advantage: input.advantage,
    weight: input.weight,
    ...markedTurnRewards(input, exported),
    status,
    truncated: sample.truncated,
    use_tool: sample.useTool,
    ill_formed: sample.illFormed,
    ...(isMixed ? { weight_spans: sampleWeights(exported).map((span) => ({ ...span })) } : {}),
  };
}
