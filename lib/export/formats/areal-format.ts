import type { ExportFormat, ExportInput } from "@/lib/export/export-input";
import { type ExportedSample, exportedSamples } from "@/lib/export/exported-sample";
import { floatList } from "@/lib/export/lines/float-list";
import { integerList } from "@/lib/export/lines/integer-list";
import { RawJson, writeLine } from "@/lib/export/lines/write-line";
import { exportMark } from "./export-mark";
import { fullColumns } from "./full-columns";
import { floatOf, needLogProbs, needRewards } from "./needs-of-format";
import { needNumberedVersions, numberedVersion } from "./numbered-version";
import { sampleWeights } from "./sample-weights";
import { perTokenColumn } from "./trained-spans";

/** A column as a batch of one. */
function batch(list: string): RawJson {
  return new RawJson(`[${list}]`);
}

function tensors(exported: ExportedSample): RawJson {
  const { mask, logProbs } = fullColumns(exported);
  const { tokens } = exported.columns;
  const reward = batch(floatOf(exported.reward)?.text ?? "");
  const versions = versionColumn(exported);
  const turnIds = perTokenColumn(exported, -1, (run) => run.turnOrder);
  return new RawJson(
    writeLine([
      ["input_ids", batch(integerList(tokens))],
      ["loss_mask", batch(integerList(mask))],
      ["logprobs", batch(floatList(logProbs))],
      ["versions", batch(integerList(Int32Array.from(versions)))],
      ["turn_ids", batch(integerList(Int32Array.from(turnIds)))],
      ["attention_mask", batch(`[${new Array(tokens.length).fill("true").join(",")}]`)],
      ["rewards", reward],
      ["original_rewards", reward],
    ]),
  );
}

/** The weights of each trained token; -1 elsewhere. */
function versionColumn(exported: ExportedSample): Float64Array {
  const column = perTokenColumn(exported, -1, () => 0);
  for (const { version, start, end } of sampleWeights(exported)) {
    column.fill(numberedVersion(version), start, end);
  }
  return column;
}

function line(input: ExportInput, exported: ExportedSample): string {
  return writeLine([
    ["interaction_id", `${input.session.id}/${exported.sample.index}`],
    ["reward", floatOf(exported.reward)],
    ["tensor_dict", tensors(exported)],
    ["turntree", exportMark(input, exported)],
  ]);
}

/**
 * AReaL's exported interaction: tensors of batch size 1 over the whole sequence, prompt included. Log-probs are 0.0,
 * versions and turn ids -1 where nothing trains; the trainer does the shift by one.
 */
export const arealFormat: ExportFormat = {
  name: "areal",
  check(input) {
    needLogProbs("areal", input);
    needRewards("areal", input);
    needNumberedVersions("areal", input);
  },
  *lines(input) {
    for (const exported of exportedSamples(input)) yield line(input, exported);
  },
};
