import { z } from "zod";
import { littleEndian } from "@/lib/core/base/little-endian";
import { needExperts, sampleExperts } from "@/lib/export/evidence/sample-experts";
import type { ExportFormat, ExportInput } from "@/lib/export/export-input";
import { type ExportedSample, exportedSamples } from "@/lib/export/exported-sample";
import { floatList } from "@/lib/export/lines/float-list";
import { integerList } from "@/lib/export/lines/integer-list";
import { type LineField, RawJson, writeLine } from "@/lib/export/lines/write-line";
import { exportMark } from "./export-mark";
import { fullColumns } from "./full-columns";
import { needAdvantage, needLogProbs } from "./needs-of-format";
import { needOneTemperature, scaledBy } from "./scaled-by";

const environmentSchema = z.looseObject({ env_name: z.string() });

function environmentName({ session }: ExportInput): string {
  const read = environmentSchema.safeParse(session.metadata);
  return read.success ? read.data.env_name : "turntree";
}

function booleans(mask: Uint8Array): RawJson {
  return new RawJson(`[${Array.from(mask, (bit) => (bit === 1 ? "true" : "false")).join(",")}]`);
}

/**
 * `RoutedExperts`: bytes, here in base64, shape and type. The trainer wants as many rows as tokens, and its own
 * orchestrator fills the last with zeros: nothing comes after it that could train.
 */
function expertFields(input: ExportInput, { sample }: ExportedSample): readonly LineField[] {
  const experts = sampleExperts(input, sample);
  if (experts === null) return [];
  const width = experts.layers * experts.chosen;
  const values = new Int32Array(sample.length * width);
  for (let at = 0; at < experts.rows; at++) values.set(experts.row(at), at * width);
  const isSmall = values.every((expert) => expert < 256);
  const bytes = isSmall ? Uint8Array.from(values) : littleEndian.fromIds(values);
  const shape = [sample.length, experts.layers, experts.chosen];
  return [
    [
      "routed_experts",
      { data: Buffer.from(bytes).toString("base64"), shape, dtype: isSmall ? "uint8" : "int32" },
    ],
  ];
}

function line(input: ExportInput, exported: ExportedSample): string {
  const { mask, logProbs } = fullColumns(exported);
  const advantage = needAdvantage("prime-rl", input);
  const temperature = scaledBy(exported.sample, input);
  return writeLine([
    ["token_ids", new RawJson(integerList(exported.columns.tokens))],
    ["mask", booleans(mask)],
    ["logprobs", new RawJson(floatList(logProbs))],
    ["temperatures", new RawJson(floatList(new Float64Array(mask.length).fill(temperature)))],
    ["env_name", environmentName(input)],
    ["advantages", new RawJson(floatList(Float64Array.from(mask, (bit) => (bit === 1 ? advantage : 0))))],
    ...expertFields(input, exported),
    ["turntree", exportMark(input, exported)],
  ]);
}

/**
 * prime-rl's `TrainingSample`, its fields by name and in its order, all full length. The trainer's wire form is
 * positional: take `turntree` off and build `TrainingSample(**line)`, which fills in the fields left at default. The
 * advantage stands at every trained token. The trainer divides the logits of the row before a token by `temperatures`
 * at that row, so all rows of a sample have one.
 */
export const primeRlFormat: ExportFormat = {
  name: "prime-rl",
  advantageRule: "mean_alone",
  evidence: ["experts"],
  check(input) {
    needExperts(input);
    needLogProbs("prime-rl", input);
    needAdvantage("prime-rl", input);
    needOneTemperature("prime-rl", input);
  },
  *lines(input) {
    for (const exported of exportedSamples(input)) yield line(input, exported);
  },
};
