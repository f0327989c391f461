import type { JsonValue } from "@/lib/core/json/json-value";
import type { ExportFormat, ExportInput } from "@/lib/export/export-input";
import { type ExportedSample, exportedSamples } from "@/lib/export/exported-sample";
import { floatList } from "@/lib/export/lines/float-list";
import { integerList } from "@/lib/export/lines/integer-list";
import { RawJson, writeLine } from "@/lib/export/lines/write-line";
import { chatMessage } from "./chat-message";
import { exportMark } from "./export-mark";
import { fullColumns } from "./full-columns";
import { needLogProbs, needScalarRewards, scalarReward } from "./needs-of-format";
import { weightVersion } from "./weight-version";

/** The messages of the first prompt, and all that came after them. */
function conversation({ turns }: ExportedSample): { prompt: JsonValue; completion: JsonValue } {
  const prompt = turns[0]?.promptMessages ?? [];
  const last = turns.at(-1);
  const all = [...(last?.promptMessages ?? []), ...(last?.responseMessage ? [last.responseMessage] : [])];
  return { prompt: prompt.map(chatMessage), completion: all.slice(prompt.length).map(chatMessage) };
}

function line(input: ExportInput, exported: ExportedSample): string {
  const { mask, logProbs } = fullColumns(exported);
  const { prompt, completion } = conversation(exported);
  const last = exported.turns.at(-1);
  return writeLine([
    ["prompt", prompt],
    ["completion", completion],
    ["input_ids", new RawJson(integerList(exported.columns.tokens))],
    ["completion_mask", new RawJson(integerList(mask))],
    ["old_log_probs", new RawJson(floatList(logProbs))],
    ["advantage", input.advantage],
    ["model_version", last === undefined ? -1 : weightVersion(last)],
    ["group_id", input.session.group_index],
    ["metrics", { reward: scalarReward(exported.reward) }],
    ["turntree", exportMark(input, exported)],
  ]);
}

/**
 * TRL's asynchronous `RolloutSample`: ids, mask and log-probs over the whole sequence, 0 and 0.0 where not trained.
 * The advantage is that of the session within its group; null when it has none.
 */
export const trlFormat: ExportFormat = {
  name: "trl",
  check(input) {
    needLogProbs("trl", input);
    needScalarRewards("trl", input);
  },
  *lines(input) {
    for (const exported of exportedSamples(input)) yield line(input, exported);
  },
};
