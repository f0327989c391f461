import type { JsonObject } from "@/lib/core/json/json-value";
import { expertLists, needExperts, sampleExperts } from "@/lib/export/evidence/sample-experts";
import type { ExportFormat, ExportInput } from "@/lib/export/export-input";
import { type ExportedSample, exportedSamples } from "@/lib/export/exported-sample";
import { floatList } from "@/lib/export/lines/float-list";
import { integerList } from "@/lib/export/lines/integer-list";
import { type LineField, RawJson, writeLine } from "@/lib/export/lines/write-line";
import { exportMark } from "./export-mark";
import { floatOf, needScalarRewards, turnWithoutLogProbs } from "./needs-of-format";
import { needNumberedVersions, numberedRange } from "./numbered-version";
import { rewardedTurns } from "./turn-reward-column";

/**
 * What verl's trainer reads beside the ids: the weights that the first and the last answer came from, and what the
 * reward was made of, which it copies to the other outputs of a rollout.
 */
function extraFields(input: ExportInput, exported: ExportedSample): JsonObject {
  const { oldest, newest } = numberedRange(exported.turns);
  const ofTurns = rewardedTurns(input, exported);
  return {
    min_global_steps: oldest,
    max_global_steps: newest,
    reward_extra_info: {},
    ...(ofTurns === null ? {} : { turn_scores: ofTurns.map(({ reward }) => reward) }),
  };
}

/** A row for each token but the last; verl fills up the rest of a batch's length. */
function expertFields(input: ExportInput, { sample }: ExportedSample): readonly LineField[] {
  const experts = sampleExperts(input, sample);
  return experts === null ? [] : [["routed_experts", new RawJson(expertLists(experts))]];
}

function line(input: ExportInput, exported: ExportedSample, hasLogProbs: boolean): string {
  const { columns, promptIds, responseIds, turns } = exported;
  return writeLine([
    ["prompt_ids", new RawJson(integerList(promptIds))],
    ["response_ids", new RawJson(integerList(responseIds))],
    ["response_mask", new RawJson(integerList(columns.lossMask))],
    ["response_logprobs", hasLogProbs ? new RawJson(floatList(columns.logProbs)) : null],
    ...expertFields(input, exported),
    ["reward_score", floatOf(exported.reward)],
    // verl counts both sides of the conversation: a prompt and its answer are two.
    ["num_turns", 2 * turns.length],
    ["metrics", {}],
    ["extra_fields", { ...extraFields(input, exported), turntree: exportMark(input, exported) }],
  ]);
}

/**
 * verl's `AgentLoopOutput`: the first prompt alone in `prompt_ids`, everything later in `response_ids` with mask 0
 * where it was not sampled. `response_logprobs` is null for a session that trains without log-probs.
 */
export const verlFormat: ExportFormat = {
  name: "verl",
  evidence: ["experts"],
  check(input) {
    needScalarRewards("verl", input);
    needExperts(input);
    needNumberedVersions("verl", input);
  },
  *lines(input) {
    const hasLogProbs = turnWithoutLogProbs(input) === null;
    for (const exported of exportedSamples(input)) yield line(input, exported, hasLogProbs);
  },
};
