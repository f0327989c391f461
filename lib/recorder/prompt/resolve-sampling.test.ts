import { describe, expect, it } from "vitest";
import { NO_SAMPLING } from "@/test/recorder/no-sampling";
import { resolveSampling } from "./resolve-sampling";

const LIMITS = { maxNewTokens: 100, room: 1000 };

describe("a session's sampling defaults", () => {
  it("hold where the call says nothing", () => {
    const sampling = resolveSampling(NO_SAMPLING, { temperature: 0.5, max_tokens: 7 }, LIMITS);
    expect(sampling).toMatchObject({ temperature: 0.5, maxNewTokens: 7, topP: 1 });
  });

  it("switch top-k off by 0 as by -1", () => {
    expect(resolveSampling(NO_SAMPLING, { top_k: 0 }, LIMITS).topK).toBe(-1);
  });

  it.each([
    ["of another kind", { top_p: "most" }],
    ["out of its range", { top_p: 3 }],
    ["that nobody knows", { typical_p: 0.9 }],
  ])("hold beside a field %s, as a file of another tool may have it", (_, odd) => {
    const sampling = resolveSampling(NO_SAMPLING, { temperature: 0.5, ...odd, seed: 7 }, LIMITS);
    expect(sampling).toMatchObject({ temperature: 0.5, topP: 1, seed: 7 });
  });
});
