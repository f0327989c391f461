import { describe, expect, it } from "vitest";
import { CacheBudget, type CacheName } from "./cache-budget";

/** A cache of things by name, each with its token. */
function cacheOf(budget: CacheBudget, cache: CacheName) {
  const held = new Map<string, object>();
  const inUse = new Set<string>();
  const hold = (name: string, bytes: number) => {
    const token = held.get(name) ?? {};
    held.set(name, token);
    const drop = () => !inUse.has(name) && held.delete(name);
    budget.hold(token, { cache, bytes, drop });
  };
  const use = (name: string) => budget.use(held.get(name) ?? {});
  return { held, inUse, hold, use };
}

describe("what all caches may take together", () => {
  it("is kept to by giving up what was used longest ago, whichever cache holds it", () => {
    const budget = new CacheBudget(100);
    const [sessions, views] = [cacheOf(budget, "sessions"), cacheOf(budget, "views")];
    sessions.hold("a", 40);
    views.hold("b", 30);
    sessions.hold("c", 20);
    sessions.use("a");
    views.hold("d", 30);
    expect([[...sessions.held.keys()], [...views.held.keys()]]).toEqual([["a", "c"], ["d"]]);
    expect(budget.bytes).toBe(90);
    expect(Object.fromEntries(budget.byCache)).toEqual({ sessions: 60, views: 30 });
  });

  it("counts what has grown, and never gives up what is in hand or in use", () => {
    const budget = new CacheBudget(100);
    const { held, inUse, hold } = cacheOf(budget, "sessions");
    inUse.add("a");
    for (const name of ["a", "b", "c"]) hold(name, 30);
    hold("c", 500);
    expect([...held.keys()]).toEqual(["a", "c"]);
    hold("a", 10);
    expect([...held.keys()]).toEqual(["a"]);
    expect(budget.bytes).toBe(10);
  });

  it("is looked at anew when it is set, and when what was in use is not any more", () => {
    const budget = new CacheBudget(100);
    const { held, inUse, hold } = cacheOf(budget, "sessions");
    for (const name of ["a", "b", "c", "d"]) {
      inUse.add(name);
      hold(name, 40);
    }
    expect(held.size).toBe(4);
    inUse.clear();
    hold("e", 10);
    expect([held.size, budget.bytes]).toEqual([3, 90]);
    budget.setLimit(10);
    expect([...held.keys()]).toEqual(["e"]);
  });
});
