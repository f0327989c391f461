import type { ExportFormat, ExportInput } from "@/lib/export/export-input";
import { type ExportedSample, exportedSamples } from "@/lib/export/exported-sample";
import { floatList } from "@/lib/export/lines/float-list";
import { integerList } from "@/lib/export/lines/integer-list";
import { RawJson, writeLine } from "@/lib/export/lines/write-line";
import { exportMark } from "./export-mark";
import { needScalarRewards, scalarReward, turnWithoutLogProbs } from "./needs-of-format";

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

/** A column as a batch of one. */
function batch(list: string): RawJson {
  return new RawJson(`[${list}]`);
}

function line(input: ExportInput, exported: ExportedSample, hasLogProbs: boolean): string {
  const { columns, sample } = exported;
  return writeLine([
    ["prompt_token_ids", batch(integerList(exported.promptIds))],
    ["response_ids", batch(integerList(exported.responseIds))],
    ["rewards", [scalarReward(exported.reward)]],
    ["loss_masks", batch(integerList(columns.lossMask))],
    ["stop_reasons", [stopReason(exported)]],
    ["rollout_logprobs", hasLogProbs ? batch(floatList(columns.logProbs)) : null],
    ["trajectory_ids", [input.session.id]],
    ["is_last_step", [sample.index === input.result.samples.length - 1]],
    ["turntree", exportMark(input, exported)],
  ]);
}

/**
 * SkyRL's `GeneratorOutput` as a batch of one, mask and log-probs over the response alone. Samples of one session
 * share its trajectory id; the last of them is the last step. `rollout_logprobs` is null for a session that trains
 * without log-probs.
 */
export const skyrlFormat: ExportFormat = {
  name: "skyrl",
  check: (input) => needScalarRewards("skyrl", input),
  *lines(input) {
    const hasLogProbs = turnWithoutLogProbs(input) === null;
    for (const exported of exportedSamples(input)) yield line(input, exported, hasLogProbs);
  },
};
