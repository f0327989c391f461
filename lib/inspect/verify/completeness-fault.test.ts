import { beforeAll, describe, expect, it } from "vitest";
import { promptsFromArrays } from "@/lib/core/recording/prompts-from-arrays";
import type { Turn } from "@/lib/core/recording/turn";
import type { Completeness } from "@/lib/core/recording/turn-facts";
import type { LanguageModel } from "@/lib/text/language-model";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { assistant } from "@/test/recording/messages";
import { turnOf } from "@/test/recording/turn-of";
import { completenessFault } from "./completeness-fault";

let model: LanguageModel;
beforeAll(async () => {
  model = await loadLanguageModel("qwen3");
});

const END = 151645;

const SHOWN: Completeness = { by: "ids", counted: 3, received: 3, differences: [], detail: null };

function faultOf(given: Partial<Turn>, reader: LanguageModel | null = model): string | null {
  const outputIds = Int32Array.of(...model.encode("Hello there"), END);
  const turn = turnOf({ outputIds, outputLogProbs: null, refusal: null, ...given });
  return completenessFault(
    turn,
    { prompts: promptsFromArrays([{ promptIds: new Int32Array(), outputIds }]) },
    reader,
  );
}

describe("a turn that was taken for whole", () => {
  it("may be, or was recorded before it was looked at", () => {
    expect(faultOf({ completeness: SHOWN })).toBeNull();
    expect(faultOf({ completeness: null })).toBeNull();
    const spelled: Completeness = { ...SHOWN, by: "reply" };
    expect(faultOf({ completeness: spelled, responseMessage: assistant("Hello there") })).toBeNull();
  });

  it.each<[string, Partial<Turn>, RegExp]>([
    [
      "a count that the engine contradicts",
      { completeness: { ...SHOWN, counted: 4 } },
      /counted 4 .* sent 3/,
    ],
    ["nothing that shows it", { completeness: { ...SHOWN, by: null } }, /nothing shows/],
    [
      "more ids than were received",
      { completeness: { ...SHOWN, counted: null, received: 2 } },
      /2 were received/,
    ],
    [
      "a log-prob that no token can have",
      { outputLogProbs: Float64Array.of(-1, 0.7, -1) },
      /token 1 has the log-prob 0.7/,
    ],
    [
      "a reply that its ids do not spell",
      { completeness: { ...SHOWN, by: "reply" }, responseMessage: assistant("Hello") },
      /the reply says text "Hello"/,
    ],
  ])("is found to have %s", (_, given, reason) => {
    expect(faultOf(given)).toMatch(reason);
  });

  it("is left to be refused, and its reply unread where no tokenizer is at hand", () => {
    expect(faultOf({ completeness: { ...SHOWN, counted: 4 }, refusal: "output_count_disagrees" })).toBeNull();
    const other = { completeness: { ...SHOWN, by: "reply" as const }, responseMessage: assistant("Hello") };
    expect(faultOf(other, null)).toBeNull();
  });
});
