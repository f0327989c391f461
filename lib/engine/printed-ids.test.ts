import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CacheBudget } from "@/lib/core/base/cache-budget";
import { PrintedIds } from "./printed-ids";

const ids = fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 12 });

/** How a prompt comes about from the one before: it goes on with it, from within it, or has nothing of it. */
const step = fc.record({ session: fc.constantFrom("a", "b"), keep: fc.nat(14), added: ids });

describe("prompt ids for an engine", () => {
  it("are printed as if each were printed anew, whatever stood in the session's last", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.integer({ min: 0, max: 200 }), (steps, limit) => {
        const printed = new PrintedIds(new CacheBudget(limit));
        const last = new Map<string, number[]>();
        for (const { session, keep, added } of steps) {
          const prompt = [...(last.get(session) ?? []).slice(0, keep), ...added];
          last.set(session, prompt);
          expect(printed.text(session, Int32Array.from(prompt))).toBe(prompt.join(","));
        }
      }),
    );
  });

  it("are held within the budget of all caches", () => {
    const budget = new CacheBudget(1_000);
    const printed = new PrintedIds(budget);
    for (let session = 0; session < 100; session++) printed.text(String(session), new Int32Array(50));
    expect(budget.bytes).toBeLessThanOrEqual(1_000);
  });
});
