import type { JsonValue } from "@/lib/core/json/json-value";
import type { ExportFormat, ExportInput } from "@/lib/export/export-input";
import { type ExportedSample, exportedSamples } from "@/lib/export/exported-sample";
import { floatList } from "@/lib/export/lines/float-list";
import { integerList } from "@/lib/export/lines/integer-list";
import { RawJson, writeLine } from "@/lib/export/lines/write-line";
import { chatMessage } from "./chat-message";
import { exportMark } from "./export-mark";
import { fullColumns } from "./full-columns";
import { floatOf, needAdvantage, needLogProbs, needScalarRewards } from "./needs-of-format";
import { needNumberedVersions, numberedRange } from "./numbered-version";
import { rolloutNumber } from "./rollout-number";

/** The messages of the first prompt, and all that came after them. */
function conversation({ turns }: ExportedSample): { prompt: JsonValue; completion: JsonValue } {
  const prompt = turns[0]?.promptMessages ?? [];
  const last = turns.at(-1);
  const all = [...(last?.promptMessages ?? []), ...(last?.responseMessage ? [last.responseMessage] : [])];
  return { prompt: prompt.map(chatMessage), completion: all.slice(prompt.length).map(chatMessage) };
}

/** TRL averages every metric that stands here, so one that is not known is left out. */
function metrics({ group }: ExportInput, { reward }: ExportedSample): RawJson {
  return new RawJson(
    writeLine([
      ["reward", floatOf(reward) ?? undefined],
      ["reward_std", floatOf(group?.deviation ?? null) ?? undefined],
    ]),
  );
}

function line(input: ExportInput, exported: ExportedSample): string {
  const { mask, logProbs } = fullColumns(exported);
  const { prompt, completion } = conversation(exported);
  return writeLine([
    ["prompt", prompt],
    ["completion", completion],
    ["input_ids", new RawJson(integerList(exported.columns.tokens))],
    ["completion_mask", new RawJson(integerList(mask))],
    ["old_log_probs", new RawJson(floatList(logProbs))],
    ["advantage", floatOf(needAdvantage("trl", input))],
    ["model_version", numberedRange(exported.turns).oldest],
    ["group_id", input.session.group_index ?? rolloutNumber(input.session)],
    ["metrics", metrics(input, exported)],
    ["turntree", exportMark(input, exported)],
  ]);
}

/**
 * TRL's asynchronous `RolloutSample`: ids, mask and log-probs over the whole sequence, 0 and 0.0 where not trained.
 * The advantage is that of the session within its group, as TRL's own worker makes it. `model_version` is the oldest
 * of the sample's turns: TRL measures staleness from it.
 */
export const trlFormat: ExportFormat = {
  name: "trl",
  advantageRule: "population_deviation",
  check(input) {
    needLogProbs("trl", input);
    needScalarRewards("trl", input);
    needAdvantage("trl", input);
    needNumberedVersions("trl", input);
  },
  *lines(input) {
    for (const exported of exportedSamples(input)) yield line(input, exported);
  },
};
