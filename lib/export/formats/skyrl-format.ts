import type { JsonObject } from "@/lib/core/json/json-value";
import { expertLists, needExperts, sampleExperts } from "@/lib/export/evidence/sample-experts";
import type { ExportFormat, ExportInput } from "@/lib/export/export-input";
import { type ExportedSample, exportedSamples } from "@/lib/export/exported-sample";
import { floatList } from "@/lib/export/lines/float-list";
import { integerList } from "@/lib/export/lines/integer-list";
import { type LineField, RawJson, writeLine } from "@/lib/export/lines/write-line";
import { exportMark } from "./export-mark";
import { floatOf, needRewards, turnWithoutLogProbs } from "./needs-of-format";
import { turnRewardColumn } from "./turn-reward-column";

function stopReason({ status }: ExportedSample): "stop" | "length" | "abort" {
  switch (status) {
    case "completed":
      return "stop";
    case "truncated":
      return "length";
    case "aborted":
      return "abort";
  }
}

/**
 * SkyRL's `TrajectoryID`: sessions of a group are repetitions of one instance, and its advantages are made within an
 * instance. A session without a group is an instance of its own.
 */
function trajectoryId({ session, group }: ExportInput): JsonObject {
  if (session.group_index === null) return { instance_id: session.id, repetition_id: 0 };
  return { instance_id: String(session.group_index), repetition_id: group?.place ?? 0 };
}

/** A column as a batch of one. */
function batch(list: string): RawJson {
  return new RawJson(`[${list}]`);
}

/** A row for each token but the last, whose routing the trainer fills in. */
function expertFields(input: ExportInput, { sample }: ExportedSample): readonly LineField[] {
  const experts = sampleExperts(input, sample);
  return experts === null ? [] : [["rollout_expert_indices", batch(expertLists(experts))]];
}

function line(input: ExportInput, exported: ExportedSample, hasLogProbs: boolean): string {
  const { columns, sample } = exported;
  const ofTurns = turnRewardColumn(input, exported);
  return writeLine([
    ["prompt_token_ids", batch(integerList(exported.promptIds))],
    ["response_ids", batch(integerList(exported.responseIds))],
    ["rewards", batch(ofTurns === null ? (floatOf(exported.reward)?.text ?? "") : floatList(ofTurns))],
    ["loss_masks", batch(integerList(columns.lossMask))],
    ["stop_reasons", [stopReason(exported)]],
    ["rollout_logprobs", hasLogProbs ? batch(floatList(columns.logProbs)) : null],
    ...expertFields(input, exported),
    ["trajectory_ids", [trajectoryId(input)]],
    ["is_last_step", [sample.index === input.result.samples.length - 1]],
    ["turntree", exportMark(input, exported)],
  ]);
}

/**
 * SkyRL's `GeneratorOutput` as a batch of one, mask and log-probs over the response alone. Samples of one session
 * share its trajectory id, whose fields are those of `TrajectoryID(**id)`; the last of them is the last step. Where turns have rewards of their own, \`rewards\` is a column: each at its turn's last token.
 * `rollout_logprobs` is null for a session that trains without log-probs.
 */
export const skyrlFormat: ExportFormat = {
  name: "skyrl",
  evidence: ["experts"],
  check(input) {
    needRewards("skyrl", input);
    needExperts(input);
  },
  *lines(input) {
    const hasLogProbs = turnWithoutLogProbs(input) === null;
    for (const exported of exportedSamples(input)) yield line(input, exported, hasLogProbs);
  },
};
