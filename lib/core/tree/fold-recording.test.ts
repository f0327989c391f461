import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import { arbitraryRecording } from "@/test/recording/arbitrary-recording";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { foldRecording } from "./fold-recording";
import { foldTurns } from "./fold-turns";
import { freezeTree } from "./freeze-tree";

describe("foldRecording", () => {
  const short = { prompt: [1], output: [2, 3] };
  const rewritten = { promptMessages: [user("go"), assistant("said otherwise"), user("on")] };
  const recording = recordingOf(short, { ...rewritten, prompt: [1, 4], output: [5] });

  it("gives the same tree wherever the threshold changes nothing, and another where it does", () => {
    const at = (threshold: number) =>
      foldRecording(recording, { ...BUILT_IN_POLICIES.slime, fork_threshold_tokens: threshold });
    expect(at(3).folded.thresholds).toEqual({ from: 3, to: Number.POSITIVE_INFINITY });
    expect(at(1024)).toBe(at(3));
    expect(at(2)).not.toBe(at(3));
    expect(at(0)).toBe(at(2));
    expect(at(2).folded.thresholds).toEqual({ from: 0, to: 3 });
  });

  it("folds again when the recording has grown", () => {
    const turns = [...recording.turns.slice(0, 1)];
    const growing = { turns, prompts: recording.prompts };
    expect(foldRecording(growing, BUILT_IN_POLICIES.strict).folded.nodeOfTurn.size).toBe(1);
    turns.push(...recording.turns.slice(1));
    expect(foldRecording(growing, BUILT_IN_POLICIES.strict).folded.nodeOfTurn.size).toBe(2);
  });

  it("is what folding anew gives, whatever was asked for before", () => {
    const asked = fc.record({
      name: fc.constantFrom("strict" as const, "slime" as const, "slime-repaired" as const),
      fork_threshold_tokens: fc.nat(8),
    });
    fc.assert(
      fc.property(arbitraryRecording({ faults: true }), fc.array(asked), (random, all) => {
        for (const { name, fork_threshold_tokens } of all) {
          const policy = { ...BUILT_IN_POLICIES[name], fork_threshold_tokens };
          const { root } = foldTurns(random.turns, policy, random.prompts);
          expect(foldRecording(random, policy).frozen.roots).toEqual(freezeTree(root).roots);
        }
      }),
      { numRuns: 200 },
    );
  });
});
