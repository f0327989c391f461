import type { JsonObject } from "@/lib/core/json/json-value";
import { expertLists, needExperts, sampleExperts } from "@/lib/export/evidence/sample-experts";
import { sampleSupport } from "@/lib/export/evidence/sample-support";
import type { ExportFormat, ExportInput } from "@/lib/export/export-input";
import { type ExportedSample, exportedSamples } from "@/lib/export/exported-sample";
import { floatList } from "@/lib/export/lines/float-list";
import { integerList } from "@/lib/export/lines/integer-list";
import { type LineField, RawJson, writeLine } from "@/lib/export/lines/write-line";
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

/** slime's replay of top-p: the tokens that could be drawn. miles has no such field and keeps it aside. */
function supportFields(input: ExportInput, exported: ExportedSample): readonly LineField[] {
  const support = sampleSupport(input, exported);
  if (support === null) return [];
  return [
    ["rollout_top_p_token_ids", new RawJson(integerList(support.ids))],
    ["rollout_top_p_token_offsets", new RawJson(integerList(support.offsets))],
  ];
}

/** Rows of all tokens but the last, as slime and miles want them; miles takes an array of numpy's (docs/exports.md). */
function expertFields(input: ExportInput, { sample }: ExportedSample): readonly LineField[] {
  const experts = sampleExperts(input, sample);
  return experts === null ? [] : [["rollout_routed_experts", new RawJson(expertLists(experts))]];
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
    ...supportFields(input, exported),
    ...expertFields(input, exported),
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
  evidence: ["experts", "support"],
  check: needExperts,
  *lines(input) {
    for (const exported of exportedSamples(input)) yield line(input, exported);
  },
};
