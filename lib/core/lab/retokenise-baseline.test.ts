import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/core/json/json-value";
import { readTurnFacts } from "@/lib/core/recording/read-turn-facts";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf, type TurnSketch } from "@/test/recording/recording-of";
import { retokeniseBaseline } from "./retokenise-baseline";

const first: TurnSketch = { prompt: [1], output: [2, 3, 4] };

function grafted(audit: JsonObject | null): TurnSketch {
  return {
    promptMessages: [user("go"), assistant("answer 1"), user("on")],
    prompt: [1, 2, 3, 4, 5],
    output: [6, 7],
    ...readTurnFacts({ audit }, "refuse"),
  };
}

describe("retokeniseBaseline", () => {
  it("counts the sampled tokens that a re-render gives otherwise", () => {
    const recording = recordingOf(first, grafted({ divergence: 2, changed_tokens: 1, cause: "retokenised" }));
    expect(retokeniseBaseline(recording)).toEqual({ audited: 1, trained: 3, neverSampledThere: 1 });
  });

  it("counts none when the render is the prompt", () => {
    const recording = recordingOf(first, grafted({ divergence: null, changed_tokens: 0, cause: null }));
    expect(retokeniseBaseline(recording)).toEqual({ audited: 1, trained: 3, neverSampledThere: 0 });
  });

  it("counts framing that a render changes for nothing", () => {
    const recording = recordingOf(first, grafted({ divergence: 3, changed_tokens: 9, cause: "white space" }));
    expect(retokeniseBaseline(recording)).toEqual({ audited: 1, trained: 3, neverSampledThere: 1 });
  });

  it("knows nothing of a recording without audits, or of prompts that were rendered anyway", () => {
    expect(retokeniseBaseline(recordingOf(first, grafted(null)))).toBeNull();
    const rendered = { ...grafted({ divergence: 2, changed_tokens: 1 }), promptBuild: "render" as const };
    expect(retokeniseBaseline(recordingOf(first, rendered))).toBeNull();
  });
});
