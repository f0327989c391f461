import { describe, expect, it } from "vitest";
import { turnForStore } from "@/test/store/turn-for-store";
import { SessionCache } from "./session-cache";
import { SessionState } from "./session-state";

const MILLION = { outputIds: new Int32Array(1_000_000), outputLogProbs: null };

/** A session of so many million sampled tokens, each of which weighs three; eight million fit into memory. */
function heavySession(key: number, millions: number): SessionState {
  const state = new SessionState(key);
  for (let turn = 0; turn < millions; turn++) state.append(turnForStore([key], [], MILLION));
  return state;
}

describe("the sessions in memory", () => {
  it("are those used last, whichever came first", () => {
    const cache = new SessionCache();
    const [a, b, c] = [heavySession(1, 1), heavySession(2, 1), heavySession(3, 1)];
    cache.put("a", a);
    cache.put("b", b);
    cache.put("a", a);
    cache.put("c", c);
    expect(["a", "b", "c"].map((id) => cache.get(id)?.key ?? null)).toEqual([1, null, 3]);
  });

  it("hold the one in hand, however much it weighs", () => {
    const cache = new SessionCache();
    cache.put("a", heavySession(1, 3));
    expect(cache.get("a")?.turnCount).toBe(3);
  });
});
