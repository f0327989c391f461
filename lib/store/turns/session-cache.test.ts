import { describe, expect, it } from "vitest";
import { CacheBudget } from "@/lib/core/base/cache-budget";
import { turnForStore } from "@/test/store/turn-for-store";
import { SessionCache } from "./session-cache";
import { SessionState } from "./session-state";

const MILLION = { outputIds: new Int32Array(1_000_000), outputLogProbs: null };

/** A session of so many million sampled tokens. */
function heavySession(key: number, millions: number): SessionState {
  const state = new SessionState();
  for (let turn = 0; turn < millions; turn++) state.append(turnForStore([key], [], MILLION));
  return state;
}

describe("the sessions in memory", () => {
  it("are those used last, whichever came first", () => {
    const [a, b, c] = [heavySession(1, 1), heavySession(2, 1), heavySession(3, 1)];
    const cache = new SessionCache(new CacheBudget(a.bytes * 2.5));
    cache.put("a", a);
    cache.put("b", b);
    cache.put("a", a);
    cache.put("c", c);
    expect(["a", "b", "c"].map((id) => cache.get(id))).toEqual([a, null, c]);
  });

  it("hold the one in hand, however much it takes", () => {
    const cache = new SessionCache(new CacheBudget(1));
    cache.put("a", heavySession(1, 3));
    expect(cache.get("a")?.turnCount).toBe(3);
  });

  it("count at least the ids that they hold, and the words of their messages", () => {
    const state = new SessionState();
    const words = "x".repeat(100_000);
    state.append(turnForStore([1], [], { ...MILLION, promptMessages: [{ role: "user", content: words }] }));
    expect(state.bytes).toBeGreaterThan(4_000_000 + 100_000);
    expect(state.bytes).toBeLessThan(40_000_000);
  });
});
