import { describe, expect, it } from "vitest";
import { sessionForStore } from "@/test/store/session-for-store";
import type { Store } from "./store";

/** How every store tells of groups. */
export function storeGroupCases(open: () => Promise<{ store: Store }>): void {
  describe("groups", () => {
    it("hold mean and deviation of their rewards, page by page", async () => {
      const { store } = await open();
      for (const [i, group] of [7, 7, 7, 8, 9].entries()) {
        await store.openSession(sessionForStore(`s-${i}`, { group_index: group, index: 10 - i }));
        if (i > 0) await store.updateSession(`s-${i}`, { status: "finished", reward: i });
      }
      await store.openSession(sessionForStore("alone"));
      const first = await store.listGroups({ limit: 2 });
      expect(first.groups).toMatchObject([
        { group_index: 9, sessions: 1, finished: 1, rewarded: 1, mean: 4, std: 0 },
        { group_index: 8, sessions: 1, mean: 3 },
      ]);
      const rest = await store.listGroups({ limit: 2, below: first.nextBelow ?? 0 });
      expect(rest.nextBelow).toBeNull();
      const group = { group_index: 7, sessions: 3, finished: 2, rewarded: 2, mean: 1.5 };
      expect(rest.groups).toMatchObject([{ ...group, std: expect.closeTo(Math.SQRT1_2, 9) }]);
      expect((await store.readGroup(7)).map((session) => session.id)).toEqual(["s-2", "s-1", "s-0"]);
      expect(await store.readGroup(1)).toEqual([]);
    });

    it("say which are dead, whatever rounding makes of equal rewards", async () => {
      const { store } = await open();
      const rewards = { 1: [0.1, 0.1, 0.1], 2: [0.1, 0.2], 3: [0.1], 4: [1, 1] };
      for (const [group, given] of Object.entries(rewards)) {
        for (const [at, reward] of given.entries()) {
          const id = `g${group}-${at}`;
          await store.openSession(sessionForStore(id, { group_index: Number(group), index: at }));
          await store.updateSession(id, { status: "finished", reward });
        }
      }
      await store.openSession(sessionForStore("runs", { group_index: 4 }));
      await store.openSession(sessionForStore("gone", { group_index: 1 }));
      await store.updateSession("gone", { status: "dropped", reward: 0.9 });
      const { groups } = await store.listGroups({ limit: 9 });
      expect(groups.map(({ group_index, is_dead }) => [group_index, is_dead])).toEqual([
        [4, false],
        [3, false],
        [2, false],
        [1, true],
      ]);
    });

    it("keep the fractions of rewards below a group that has none, or whole ones", async () => {
      const { store } = await open();
      const rewards = [null, 1, 0.25, 0.75];
      for (const [group_index, reward] of rewards.entries()) {
        const id = `s-${group_index}`;
        await store.openSession(sessionForStore(id, { group_index: rewards.length - group_index }));
        if (reward !== null) await store.updateSession(id, { status: "finished", reward });
      }
      const { groups } = await store.listGroups({ limit: 9 });
      expect(groups.map(({ mean }) => mean)).toEqual(rewards);
    });
  });
}
