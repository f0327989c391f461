import { describe, expect, it } from "vitest";
import { keepingHint, keepingWords, lossReason } from "./loss-words";

const keeping = (policy: string | null, kept: number, trained = 77) => ({
  choice: { policy, setting: policy === null ? { name: "max_sample_tokens", value: "0" } : null },
  kept,
  trained,
});

describe("a loss in words", () => {
  it("says why", () => {
    expect(lossReason({ state: "refused", cause: "undelivered" })).toBe("the client never received it");
    expect(lossReason({ state: "realigned", cause: "white space" })).toBe(
      "holds other tokens for it (white space)",
    );
    expect(lossReason({ state: "refused", cause: "something_new" })).toBe("something new");
  });

  it("says what would keep it, all of it or a part, and what that is worth", () => {
    expect(keepingWords({ tokens: 27, keeping: keeping("strict", 27) })).toBe("strict keeps them");
    expect(keepingWords({ tokens: 27, keeping: keeping(null, 20) })).toBe("max_sample_tokens: 0 keeps 20");
    expect(keepingWords({ tokens: 27, keeping: null })).toBeNull();
    expect(keepingHint({ keeping: keeping("strict", 27) }, 80, 50)).toContain("77 train under it, 27 more");
    expect(keepingHint({ keeping: keeping("strict", 27, 40) }, 80, 50)).toContain("10 fewer");
  });
});
