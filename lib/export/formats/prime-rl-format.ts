import { z } from "zod";
import type { ExportFormat, ExportInput } from "@/lib/export/export-input";
import { type ExportedSample, exportedSamples } from "@/lib/export/exported-sample";
import { floatList } from "@/lib/export/lines/float-list";
import { integerList } from "@/lib/export/lines/integer-list";
import { RawJson, writeLine } from "@/lib/export/lines/write-line";
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
  check(input) {
    needLogProbs("prime-rl", input);
    needAdvantage("prime-rl", input);
    needOneTemperature("prime-rl", input);
  },
  *lines(input) {
    for (const exported of exportedSamples(input)) yield line(input, exported);
  },
};
