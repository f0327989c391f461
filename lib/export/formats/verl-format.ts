import type { JsonObject } from "@/lib/core/json/json-value";
import type { ExportFormat, ExportInput } from "@/lib/export/export-input";
import { type ExportedSample, exportedSamples } from "@/lib/export/exported-sample";
import { floatList } from "@/lib/export/lines/float-list";
import { integerList } from "@/lib/export/lines/integer-list";
import { RawJson, writeLine } from "@/lib/export/lines/write-line";
import { exportMark } from "./export-mark";
import { floatOf, needScalarRewards, turnWithoutLogProbs } from "./needs-of-format";
import { needNumberedVersions, numberedVersion } from "./numbered-version";

/**
 * What verl's trainer reads beside the ids: the weights that the first and the last answer came from, and what the
 * reward was made of, which it copies to the other outputs of a rollout.
 */
function extraFields({ turns }: ExportedSample): JsonObject {
  const versions = turns.map(numberedVersion);
  return {
    min_global_steps: versions.length === 0 ? 0 : Math.min(...versions),
    max_global_steps: versions.length === 0 ? 0 : Math.max(...versions),
    reward_extra_info: {},
  };
}

function line(input: ExportInput, exported: ExportedSample, hasLogProbs: boolean): string {
  const { columns, promptIds, responseIds, turns } = exported;
  return writeLine([
    ["prompt_ids", new RawJson(integerList(promptIds))],
    ["response_ids", new RawJson(integerList(responseIds))],
    ["response_mask", new RawJson(integerList(columns.lossMask))],
    ["response_logprobs", hasLogProbs ? new RawJson(floatList(columns.logProbs)) : null],
    ["reward_score", floatOf(exported.reward)],
    // verl counts both sides of the conversation: a prompt and its answer are two.
    ["num_turns", 2 * turns.length],
    ["metrics", {}],
    ["extra_fields", { ...extraFields(exported), turntree: exportMark(input, exported) }],
  ]);
}

/**
 * verl's `AgentLoopOutput`: the first prompt alone in `prompt_ids`, everything later in `response_ids` with mask 0
 * where it was not sampled. `response_logprobs` is null for a session that trains without log-probs.
 */
export const verlFormat: ExportFormat = {
  name: "verl",
  check(input) {
    needScalarRewards("verl", input);
    needNumberedVersions("verl", input);
  },
  *lines(input) {
    const hasLogProbs = turnWithoutLogProbs(input) === null;
    for (const exported of exportedSamples(input)) yield line(input, exported, hasLogProbs);
  },
};
