import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import { COUNTERS } from "@/test/store/counters";
import { EMPTY_DATABASES, type EmptyDatabase } from "@/test/store/empty-database";
import { sessionForStore } from "@/test/store/session-for-store";
import { turnForStore } from "@/test/store/turn-for-store";
import { readRunLens } from "./read-run-lens";

describe.each(EMPTY_DATABASES)("the training lens in %s", (_, emptyDatabase) => {
  let database: EmptyDatabase;
  let store: Store;

  beforeEach(async () => {
    database = await emptyDatabase();
    store = await openStore({ databaseUrl: database.url });
    for (const [at, reward] of [0.5, 1, 0, null].entries()) {
      const labels = { run: "r", step: 60 + Math.floor(at / 2) };
      await store.openSession(sessionForStore(`s-${at}`, { labels, group_index: at }));
      await store.appendTurn(`s-${at}`, turnForStore([1], [2, 3, 4, 5, 6, 7, 8, 9]));
      const causes = [{ subject: "realigned", cause: "white space", count: 1, tokens: 1 }] as const;
      await store.updateSession(`s-${at}`, {
        counters: { ...COUNTERS, trained_tokens: 4, refused: 2 },
        causes,
        status: "finished",
        reward,
      });
    }
    await store.openSession(sessionForStore("other", { labels: { run: "groups" }, group_index: 7 }));
  });
  afterEach(async () => {
    await store.close();
    await database.remove();
  });

  it("adds up a run step by step: what trains, what was lost and why, and the mean reward", async () => {
    const { steps, chosen, groups } = await readRunLens({ store }, "run:r", {});
    const figures = { sessions: 2, sampled_tokens: 16, trained_tokens: 8, refused_tokens: 4 };
    expect(steps).toEqual({
      by: "step",
      more: 0,
      columns: [
        { at: 60, ...figures, realigned_tokens: 2, dropped_tokens: 2, reward: 0.75 },
        { at: 61, ...figures, realigned_tokens: 2, dropped_tokens: 2, reward: 0 },
      ],
    });
    expect(chosen).toBeNull();
    expect(groups).toHaveLength(4);
  });

  it("narrows health and groups to the steps that the address names", async () => {
    const one = await readRunLens({ store }, "run:r", { steps: "61" });
    expect(one).toMatchObject({ chosen: { from: 61, to: 61 }, filter: "run:r step:61" });
    expect(one.groups.map(({ group_index: group }) => group)).toEqual([3, 2]);
    expect(one.health).toMatchObject({ sessions: 2, flags: [{ flag: "no_reward", sessions: 1 }] });
    const both = await readRunLens({ store }, "run:r", { steps: "61-60" });
    expect(both.filter).toBe("run:r step:>=60 step:<=61");
    expect((await readRunLens({ store }, "run:r", { steps: "all" })).chosen).toBeNull();
  });

  it("goes group by group where no session has a step", async () => {
    const { steps } = await readRunLens({ store }, "run:groups", {});
    expect(steps).toMatchObject({ by: "group", columns: [{ at: 7, sessions: 1, reward: null }] });
  });
});
