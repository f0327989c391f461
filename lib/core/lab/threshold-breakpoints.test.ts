import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Policy } from "@/lib/core/policy/policy";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";
import { arbitraryRecording } from "@/test/recording/arbitrary-recording";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { thresholdBreakpoints } from "./threshold-breakpoints";

describe("thresholdBreakpoints", () => {
  const messages = [user("go"), assistant("answer 1"), user("on")];
  const drifting = recordingOf(
    { prompt: [1], output: [2, 3, 4] },
    { promptMessages: messages, prompt: [1, 2, 9], output: [5, 6, 7, 8] },
  );

  it("stops where the next answer becomes shorter than the threshold, under slime", () => {
    expect(thresholdBreakpoints(drifting, resolvePolicy("slime"))).toEqual([0, 5]);
  });

  it("stops where the drifted tail does, under slime-repaired", () => {
    expect(thresholdBreakpoints(drifting, resolvePolicy("slime-repaired"))).toEqual([0, 3]);
  });

  it("stops nowhere else under a policy that has no threshold", () => {
    expect(thresholdBreakpoints(drifting, resolvePolicy("strict"))).toEqual([0]);
  });

  it.each<Policy["name"]>(["slime", "slime-repaired"])(
    "misses no threshold that changes anything under %s",
    (name) => {
      fc.assert(
        fc.property(arbitraryRecording({ faults: true }), fc.nat(8), (recording, threshold) => {
          const at = (tokens: number) =>
            // A copy, so that nothing kept for one threshold serves another.
            linearise({ ...recording }, resolvePolicy(name, { fork_threshold_tokens: tokens }));
          const stops = thresholdBreakpoints(recording, resolvePolicy(name));
          const stop = stops.findLast((value) => value <= threshold) ?? 0;
          expect(at(threshold)).toEqual(at(stop));
        }),
        { numRuns: 400 },
      );
    },
  );
});
