import type { JsonObject } from "@/lib/core/json/json-value";
import type { ExportFormat, ExportInput } from "@/lib/export/export-input";
import { type ExportedSample, exportedSamples } from "@/lib/export/exported-sample";
import { floatList } from "@/lib/export/lines/float-list";
import { integerList } from "@/lib/export/lines/integer-list";
import { RawJson, writeLine } from "@/lib/export/lines/write-line";
import { exportMark } from "./export-mark";
import { floatOf } from "./needs-of-format";
import { rolloutNumber } from "./rollout-number";

/** The marks that a chain carries, and where the sample comes from, beside the session's own metadata. */
function sampleMetadata(input: ExportInput, exported: ExportedSample): JsonObject {
  const { sample } = exported;
  return {
    ...input.session.metadata,
    truncated: sample.truncated,
    use_tool: sample.useTool,
    ill_formed: sample.illFormed,
    turntree: exportMark(input, exported),
  };
}

function line(input: ExportInput, exported: ExportedSample): string {
  const { session } = input;
  const { columns, sample } = exported;
  return writeLine([
    ["group_index", session.group_index],
    ["index", session.index],
    ["rollout_id", rolloutNumber(session)],
    ["prompt", session.prompt ?? ""],
    ["tokens", new RawJson(integerList(columns.tokens))],
    ["response", input.decode(exported.responseIds)],
    ["response_length", sample.responseLength],
    ["label", session.label],
    ["reward", floatOf(exported.reward) ?? exported.reward],
    ["loss_mask", new RawJson(integerList(columns.lossMask))],
    ["weight_versions", exported.weightVersions],
    ["rollout_log_probs", new RawJson(floatList(columns.logProbs))],
    ["remove_sample", false],
    ["status", exported.status],
    ["metadata", sampleMetadata(input, exported)],
  ]);
}

/**
 * slime's `Sample` as `Sample.from_dict` takes it. `tokens` are all ids; `loss_mask` and `rollout_log_probs` cover
 * the last `response_length` of them, 0 and 0.0 where not trained.
 */
export const slimeFormat: ExportFormat = {
  name: "slime",
  readsText: true,
  *lines(input) {
    for (const exported of exportedSamples(input)) yield line(input, exported);
  },
};
