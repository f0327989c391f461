import { z } from "zod";
import type { ExportFormat, ExportInput } from "@/lib/export/export-input";
import { type ExportedSample, exportedSamples } from "@/lib/export/exported-sample";
import { floatList } from "@/lib/export/lines/float-list";
import { integerList } from "@/lib/export/lines/integer-list";
import { RawJson, writeLine } from "@/lib/export/lines/write-line";
import { exportMark } from "./export-mark";
import { fullColumns } from "./full-columns";
import { needLogProbs } from "./needs-of-format";
import { perTokenColumn, type TrainedSpan } from "./trained-spans";

const environmentSchema = z.looseObject({ env_name: z.string() });

/** The temperature that a turn was sampled at; 1.0 when it was not recorded. */
function temperature({ turn }: TrainedSpan): number {
  return turn.sampling?.temperature ?? 1;
}

function environmentName({ session }: ExportInput): string {
  const read = environmentSchema.safeParse(session.metadata);
  return read.success ? read.data.env_name : "turntree";
}

function booleans(mask: Uint8Array): RawJson {
  return new RawJson(`[${Array.from(mask, (bit) => (bit === 1 ? "true" : "false")).join(",")}]`);
}

function line(input: ExportInput, exported: ExportedSample): string {
  const { mask, logProbs } = fullColumns(exported);
  return writeLine([
    ["token_ids", new RawJson(integerList(exported.columns.tokens))],
    ["mask", booleans(mask)],
    ["logprobs", new RawJson(floatList(logProbs))],
    ["temperatures", new RawJson(floatList(perTokenColumn(exported, 1, temperature)))],
    ["env_name", environmentName(input)],
    ["turntree", exportMark(input, exported)],
  ]);
}

/**
 * prime-rl's `TrainingSample`, its fields by name and in its order, all full length. The trainer's wire form is
 * positional: take `turntree` off and build `TrainingSample(**line)`, which fills in the fields left at default.
 */
export const primeRlFormat: ExportFormat = {
  name: "prime-rl",
  check: (input) => needLogProbs("prime-rl", input),
  *lines(input) {
    for (const exported of exportedSamples(input)) yield line(input, exported);
  },
};
