import type { ExportFormat, ExportInput } from "@/lib/export/export-input";
import { type ExportedSample, exportedSamples } from "@/lib/export/exported-sample";
import { floatList } from "@/lib/export/lines/float-list";
import { integerList } from "@/lib/export/lines/integer-list";
import { RawJson, writeLine } from "@/lib/export/lines/write-line";
import { exportMark } from "./export-mark";
import { fullColumns } from "./full-columns";
import { needLogProbs } from "./needs-of-format";

function tensor(list: string, type: "int64" | "float32", length: number): RawJson {
  return new RawJson(`{"data":${list},"dtype":"${type}","shape":[${length}]}`);
}

function line(input: ExportInput, exported: ExportedSample): string {
  const { tokens } = exported.columns;
  const { mask, logProbs } = fullColumns(exported);
  const length = Math.max(0, tokens.length - 1);
  const { advantage } = input;
  const weights = mask.subarray(1);
  const shifted = {
    target_tokens: tensor(integerList(tokens.subarray(1)), "int64", length),
    logprobs: tensor(floatList(logProbs.subarray(1)), "float32", length),
    weights: tensor(floatList(weights), "float32", length),
    mask: tensor(floatList(weights), "float32", length),
    ...(advantage === null
      ? {}
      : {
          advantages: tensor(
            floatList(Float64Array.from(weights, (bit) => (bit === 1 ? advantage : 0))),
            "float32",
            length,
          ),
        }),
  };
  const input_ids = integerList(tokens.subarray(0, length));
  return writeLine([
    ["model_input", new RawJson(`{"chunks":[{"type":"encoded_text","tokens":${input_ids}}]}`)],
    ["loss_fn_inputs", new RawJson(writeLine(Object.entries(shifted)))],
    ["turntree", exportMark(input, exported)],
  ]);
}

/**
 * Tinker's `Datum`, already shifted: the input is all tokens but the last, every column is as long and belongs to
 * the token after. `mask` is for the client alone and is taken off before a datum is sent; `advantages` stand where
 * the session has one within its group, as the Tinker cookbook makes it.
 */
export const tinkerFormat: ExportFormat = {
  name: "tinker",
  advantageRule: "mean_alone",
  check: (input) => needLogProbs("tinker", input),
  *lines(input) {
    for (const exported of exportedSamples(input)) yield line(input, exported);
  },
};
