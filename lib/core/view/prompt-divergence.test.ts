import { describe, expect, it } from "vitest";
import { divergenceWords } from "./divergence-words";
import type { PromptDivergence } from "./prompt-divergence";

const divergence: PromptDivergence = {
  turn: 7,
  held_turn: 6,
  held_length: 12_418,
  prompt_length: 12_500,
  common: 12_391,
  answer_start: 12_380,
  answer_length: 38,
  output_length: 48,
  verdict: "realigned",
  window_start: 12_383,
  held: [],
  incoming: [],
};

describe("divergenceWords", () => {
  it("says where a prompt departs, and what the policy makes of it", () => {
    expect(divergenceWords(divergence, 64)).toBe(
      "Turn 7's prompt matches the 12,418 held tokens up to 12,391; 27 are not continued, inside turn 6's answer (which starts at 12,380). Turn 7's answer has 48 tokens, fewer than the threshold of 64, so the sample follows the prompt: 38 held tokens lose their signal.",
    );
  });

  it("says when a new sample opens, and when nothing departs", () => {
    expect(divergenceWords({ ...divergence, verdict: "forked" }, 64)).toContain("opens a sample of its own");
    expect(divergenceWords({ ...divergence, verdict: "clean" }, 64)).toContain("nothing drifted");
  });
});
