import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { advantagesCsv } from "@/lib/api/advantages-csv";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import { openStore } from "@/lib/store/open-store";
import { FilterError } from "@/lib/store/rows/filter-error";
import type { Store } from "@/lib/store/store";
import { EMPTY_DATABASES, type EmptyDatabase } from "@/test/store/empty-database";
import { sessionForStore } from "@/test/store/session-for-store";
import { turnForStore } from "@/test/store/turn-for-store";
import { groupOf, groupsOf, statsOf } from "./figures";
import { groupTurns } from "./group-turns";

describe.each(EMPTY_DATABASES)("in %s", (_, emptyDatabase) => {
  let database: EmptyDatabase;
  let store: Store;

  beforeEach(async () => {
    database = await emptyDatabase();
    store = await openStore({ databaseUrl: database.url });
    for (const [i, reward] of [1, 0, null].entries()) {
      await store.openSession(sessionForStore(`rollout-${i}`, { group_index: 5, index: i }));
      await store.appendTurn(`rollout-${i}`, turnForStore([1], [2]));
      await store.updateSession(`rollout-${i}`, { status: "finished", reward });
    }
  });
  afterEach(async () => {
    await store.close();
    await database.remove();
  });

  describe("figures over sessions", () => {
    it("come from the sessions that a query leaves", async () => {
      const stats = await statsOf(store, new URLSearchParams({ filter: "group:5 reward:>0" }));
      expect(stats.total).toMatchObject({ sessions: 1, turns: 1 });
      expect(stats.by_status).toMatchObject([{ name: "finished", sessions: 1 }]);
      await expect(statsOf(store, new URLSearchParams({ filter: "group:x" }))).rejects.toThrow(FilterError);
    });

    it("of a group tell each session's advantage, and none without a reward", async () => {
      const page = await groupsOf(store, new URLSearchParams());
      expect(page).toMatchObject({
        groups: [{ group_index: 5, sessions: 3, rewarded: 2, mean: 0.5 }],
        next_below: null,
      });
      const near = (value: number) => expect.closeTo(value, 4);
      expect(await groupOf(store, "5")).toMatchObject({
        mean: 0.5,
        std: near(Math.SQRT1_2),
        sessions: [
          { id: "rollout-0", reward: 1, advantage: near(Math.SQRT1_2) },
          { id: "rollout-1", reward: 0, advantage: near(-Math.SQRT1_2) },
          { id: "rollout-2", reward: null, advantage: null },
        ],
      });
      const csv = advantagesCsv(await groupOf(store, "5")).split("\r\n");
      expect(csv[0]).toBe(
        "group_index,index,session,rollout_id,reward,mean,std,advantage,samples,trained_tokens,sample_share,token_share",
      );
      expect(csv[3]).toBe(`5,2,rollout-2,,,0.5,${Math.SQRT1_2},,0,0,0,0`);
      await expect(groupOf(store, "6")).rejects.toThrow(NotFoundError);
      await expect(groupOf(store, "five")).rejects.toThrow(NotFoundError);
    });

    it("of a group lay its sessions' turns side by side", async () => {
      const { sessions } = await groupTurns(store, "5", new URLSearchParams("from=1&to=5"));
      expect(Object.keys(sessions)).toEqual(["rollout-0", "rollout-1", "rollout-2"]);
      expect(sessions["rollout-1"]).toEqual([
        { index: 1, sampled_tokens: 1, finish_reason: "stop", line: "answer of 1 tokens", tool_calls: [] },
      ]);
      await expect(groupTurns(store, "5", new URLSearchParams("from=1&to=500"))).rejects.toThrow(
        "at most 100",
      );
    });
  });
});
