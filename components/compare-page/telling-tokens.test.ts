import { describe, expect, it } from "vitest";
import { tellingTokens } from "./telling-tokens";

describe("the tokens that an open message shows first", () => {
  it("are those that were sampled where their fate differs, though the samples differ too", () => {
    expect(tellingTokens({ differs: ["states"] })).toBe("sampled");
    expect(tellingTokens({ differs: ["states", "sample"] })).toBe("sampled");
  });

  it("are those of the samples where these hold other tokens, or where only they differ", () => {
    expect(tellingTokens({ differs: ["tokens", "states"] })).toBe("held");
    expect(tellingTokens({ differs: ["sample"] })).toBe("held");
    expect(tellingTokens({ differs: [] })).toBe("held");
  });
});
