import type { JsonObject } from "@/lib/core/json/json-value";
import type { ExportInput } from "@/lib/export/export-input";
import type { ExportedSample } from "@/lib/export/exported-sample";
import { rolloutNumber } from "./rollout-number";

/**
 * The mark that every line of a trainer's format carries beside the trainer's own fields: the sample's origin, digest,
 * reward, place and marks. It stands under the one key `turntree`, to be taken off before the line is handed on.
 */
export function exportMark(
  input: ExportInput,
  { sample, provenance, reward, status }: ExportedSample,
): JsonObject {
  const { session } = input;
  return {
    ...provenance,
    group_index: session.group_index,
    index: session.index,
    rollout_id: session.rollout_id ?? rolloutNumber(session),
    reward,
    advantage: input.advantage,
    status,
    truncated: sample.truncated,
    use_tool: sample.useTool,
    ill_formed: sample.illFormed,
  };
}
