import { describe, expect, it } from "vitest";
import { SESSION_SORTS } from "@/lib/core/list/session-sort";
import { FilterError } from "@/lib/store/rows/filter-error";
import { assistant, user } from "@/test/recording/messages";
import { COUNTERS } from "@/test/store/counters";
import { sessionForStore } from "@/test/store/session-for-store";
import { turnForStore } from "@/test/store/turn-for-store";
import type { SessionQuery, Store } from "./store";

/** How every store finds sessions and adds up their figures. */
export function storeQueryCases(open: () => Promise<{ store: Store }>): void {
  describe("filters", () => {
    /** Sessions of several kinds, and the ids that a typed filter finds, in order of name. */
    async function openMany(store: Store): Promise<(filter: string) => Promise<string[]>> {
      await store.openSession(sessionForStore("plain", { model: "llama", labels: { run: "r 1" } }));
      await store.openSession(sessionForStore("forked", { group_index: 4 }));
      await store.openSession(sessionForStore("50%_off"));
      const talk = {
        promptMessages: [user("Why out of memory?")],
        responseMessage: assistant("größe"),
      };
      await store.appendTurn("forked", turnForStore([1], [2, 3], talk));
      const counters = { ...COUNTERS, forks: 3, trained_tokens: 1, refused: 0 };
      const causes = [{ subject: "fork", cause: "tool call re-serialised", count: 2, tokens: 40 }] as const;
      await store.updateSession("forked", {
        counters,
        causes,
        client: "codex",
        status: "finished",
        reward: 0.5,
      });
      return async (filter) => {
        const page = await store.listSessions({ sort: "updated_at", limit: 50, filter });
        return page.sessions.map((session) => session.id).sort();
      };
    }

    it.each([
      ["", ["50%_off", "forked", "plain"]],
      ["forks:>2", ["forked"]],
      ["forks:no", ["50%_off", "plain"]],
      ["yield:<0.8 refused:no", ["forked"]],
      ["-yield:<80%", ["50%_off", "plain"]],
      ["cause:tool-call-re-serialised", ["forked"]],
      ['cause:"tool call re-serialised" forks:3', ["forked"]],
      ["-cause:compaction status:open model:llama", ["plain"]],
      ['run:"r 1"', ["plain"]],
      ["reward:>=0.5 client:codex group:4", ["forked"]],
      ["memory", ["forked"]],
      ['"OUT memor"', ["forked"]],
      ["grosse", []],
      ["größe", ["forked"]],
      ["-memory", ["50%_off", "plain"]],
      ["client:none client:codex", ["50%_off", "forked", "plain"]],
      ["client:none -run:none", ["plain"]],
      ["status:open status:finished model:llama", ["plain"]],
      ["started:>=2026-01-01 reward:none", ["50%_off", "plain"]],
      ["started:<2026-01-01", []],
      ["duration:>=0", ["forked"]],
      ["%_", ["50%_off"]],
      ["id:lai", ["plain"]],
    ])("%s", async (typed, found) => {
      const { store } = await open();
      const list = await openMany(store);
      expect(await list(typed)).toEqual(found);
    });

    it("are data, whatever is typed", async () => {
      const { store } = await open();
      const list = await openMany(store);
      const attacks = [
        'model:x\';DROP/**/TABLE"Session";--',
        "status:open'OR'1'='1",
        "cause:')OR(1=1",
        '"*"',
        "id:%",
        'x"OR"y',
        "NEAR(a",
        "text:memory",
        "^memory*",
        "\u0000",
      ];
      for (const attack of attacks) {
        const found = await list(attack).catch((error: unknown) => error);
        if (attack === "id:%") expect(found).toEqual(["50%_off"]);
        else if (attack === "^memory*") expect(found).toEqual(["forked"]);
        else if (!(found instanceof FilterError)) expect(found, attack).toEqual([]);
      }
      expect(await list("")).toEqual(["50%_off", "forked", "plain"]);
    });

    it("that cannot be read say what can", async () => {
      const { store } = await open();
      const query = { sort: "updated_at", limit: 9, filter: "forks:many" } as const;
      await expect(store.listSessions(query)).rejects.toThrow(/forks takes a number/);
    });

    it("find no message of a session that was dropped", async () => {
      const { store } = await open();
      const list = await openMany(store);
      await store.dropSession("forked");
      expect(await list("memory")).toEqual([]);
      expect(await list("cause:tool-call-re-serialised")).toEqual([]);
    });
  });

  describe("pages", () => {
    /** Ten sessions with few values of everything, so that ties are common. */
    async function openTen(store: Store): Promise<void> {
      for (let i = 0; i < 10; i++) {
        const id = `s-${i}`;
        await store.openSession(sessionForStore(id));
        await store.appendTurn(id, turnForStore([1], [2, 3]));
        const counters = { ...COUNTERS, forks: i % 3, trained_tokens: i % 2 };
        const reward = i % 4 === 0 ? null : i % 4;
        await store.updateSession(id, { counters, status: "finished", reward });
      }
    }

    const read = async (store: Store, query: Omit<SessionQuery, "limit"> & { readonly limit?: number }) => {
      const page = await store.listSessions({ limit: 4, ...query });
      return { ...page, ids: page.sessions.map(({ id }) => id) };
    };

    it.each(SESSION_SORTS)("by %s hold every session once, and lead back the way they came", async (sort) => {
      const { store } = await open();
      await openTen(store);
      for (const order of ["desc", "asc"] as const) {
        const first = await read(store, { sort, order });
        const second = await read(store, { sort, order, cursor: first.nextCursor ?? "" });
        const third = await read(store, { sort, order, cursor: second.nextCursor ?? "" });
        const all = [...first.ids, ...second.ids, ...third.ids];
        expect(new Set(all).size, order).toBe(10);
        expect([first.previousCursor, third.nextCursor]).toEqual([null, null]);
        const back = await read(store, { sort, order, cursor: third.previousCursor ?? "", backwards: true });
        expect(back.ids).toEqual(second.ids);
        const start = await read(store, { sort, order, cursor: back.previousCursor ?? "", backwards: true });
        expect(start.ids).toEqual(first.ids);
        expect(start.previousCursor).toBeNull();
      }
    });

    it.each(SESSION_SORTS)("by %s know where each session stands", async (sort) => {
      const { store } = await open();
      await openTen(store);
      for (const order of ["desc", "asc"] as const) {
        const list = { sort, order, filter: "trained:0" };
        const { ids } = await read(store, { ...list, limit: 9 });
        const places = ids.map((id) => store.placeSession(id, list));
        expect(await Promise.all(places)).toEqual([1, 2, 3, 4, 5].map((place) => ({ place, of: 5 })));
      }
    });

    it("put sessions without a figure last, whichever way the others stand", async () => {
      const { store } = await open();
      await openTen(store);
      expect((await read(store, { sort: "reward" })).ids).toEqual(["s-7", "s-3", "s-6", "s-2"]);
      expect((await read(store, { sort: "reward", order: "asc" })).ids).toEqual(["s-1", "s-5", "s-9", "s-2"]);
      const all = await store.listSessions({ sort: "reward", order: "asc", limit: 10 });
      expect(all.sessions.slice(-3).map(({ id }) => id)).toEqual(["s-0", "s-4", "s-8"]);
    });

    it("can be of sessions named one by one", async () => {
      const { store } = await open();
      await openTen(store);
      const named = await read(store, {
        sort: "created_at",
        ids: ["s-4", "s-2", "nobody"],
        filter: "forks:>1",
      });
      expect(named.ids).toEqual(["s-2"]);
      expect((await read(store, { sort: "created_at", ids: [] })).ids).toEqual([]);
    });
  });

  describe("facets", () => {
    it("count what sessions have in common, and follow what changes", async () => {
      const { store } = await open();
      await store.openSession(sessionForStore("a", { labels: { run: "one" } }));
      await store.openSession(sessionForStore("b", { labels: { run: "one" } }));
      const same = { status: "open", run: "one", client: "", causes: [], forks: false, reward: "none" };
      expect(await store.countFacets({})).toMatchObject([{ ...same, sessions: 2 }]);
      await store.updateSession("b", {
        client: "codex",
        counters: COUNTERS,
        causes: [
          { subject: "fork", cause: "compaction", count: 1, tokens: 2 },
          { subject: "drift", cause: "compaction", count: 1, tokens: 2 },
          { subject: "refused", cause: "no_log_probs", count: 1, tokens: 2 },
        ],
        status: "finished",
        reward: 0.5,
      });
      const causes = ["compaction", "no_log_probs"];
      const changed = {
        status: "finished",
        client: "codex",
        causes,
        forks: true,
        drift: true,
        refused: true,
      };
      expect(await store.countFacets({ filter: "reward:>0" })).toMatchObject([
        { ...changed, reward: "high", sessions: 1 },
      ]);
      expect(await store.countFacets({ filter: "forks:>99" })).toEqual([]);
      await store.dropSession("b");
      expect(await store.countFacets({ filter: "status:dropped" })).toMatchObject([
        { causes: [], sessions: 1 },
      ]);
    });
  });

  describe("a session at a glance", () => {
    it("tells its first messages, its turns' answers, its causes and where words stand", async () => {
      const { store } = await open();
      await store.openSession(sessionForStore("talk"));
      const [question, first, second] = [user("out of memory?"), assistant("no"), assistant("yes")];
      await store.appendTurn(
        "talk",
        turnForStore([1], [2], { promptMessages: [question], responseMessage: first }),
      );
      await store.appendTurn(
        "talk",
        turnForStore([1], [2, 3], { promptMessages: [question, first], responseMessage: second }),
      );
      const cause = { subject: "fork", cause: "retry", count: 1, tokens: 2 } as const;
      await store.updateSession("talk", { causes: [cause] });
      expect(await store.readOpening("talk", 2)).toEqual([question, first]);
      expect(await store.readCauses(["talk", "nobody"])).toEqual(new Map([["talk", [cause]]]));
      const other = { subject: "refused", cause: "no_log_probs", count: 1, tokens: 3 } as const;
      await store.updateSession("talk", { causes: [other] });
      expect(await store.readCauses(["talk"])).toEqual(new Map([["talk", [other]]]));
      expect(await store.findMessages(["talk"], ["nothing", "memor"])).toEqual(new Map([["talk", question]]));
      const leads = (await store.readTurnLeads(["talk"], 2, 9)).get("talk");
      expect(leads).toEqual([{ index: 2, sampled_tokens: 2, finish_reason: "stop", answer: second }]);
    });
  });

  describe("figures", () => {
    it("add up over the sessions that a filter leaves, by cause, client, template, run and day", async () => {
      const { store } = await open();
      for (const [i, run] of ["one", "one", "two"].entries()) {
        await store.openSession(sessionForStore(`s-${i}`, { labels: { run } }));
        await store.appendTurn(`s-${i}`, turnForStore([1], [2, 3]));
        const causes = [{ subject: "fork", cause: "compaction", count: 1 + i, tokens: 10 }] as const;
        await store.updateSession(`s-${i}`, { client: "codex", causes, counters: COUNTERS });
      }
      const stats = await store.readStats({ filter: "run:one" });
      const both = { sessions: 2, turns: 2, forks: 4, drift_spans: 6, refused_tokens: 8 };
      const figures = { ...both, samples: 4, sampled_tokens: 4, trained_tokens: 12 };
      expect(stats.total).toEqual(figures);
      expect(stats.causes).toEqual([
        { subject: "fork", cause: "compaction", sessions: 2, count: 3, tokens: 20 },
      ]);
      expect(stats.by_client).toEqual([{ name: "codex", ...figures }]);
      expect(stats.by_template).toEqual([{ name: "qwen3", ...figures }]);
      expect((await store.readStats({})).by_run.map((part) => [part.name, part.sessions])).toEqual([
        ["one", 2],
        ["two", 1],
      ]);
      expect(stats.by_day).toEqual([{ name: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), ...figures }]);
      const [stretch, ...others] = stats.over_time;
      expect(others).toEqual([]);
      expect(stretch).toMatchObject({
        ...figures,
        causes: [{ subject: "fork", cause: "compaction", count: 3 }],
      });
      const hours = await store.readStats({ filter: "run:one", bucketMs: 3_600_000 });
      expect(hours.over_time.every(({ from }) => from % 3_600_000 === 0)).toBe(true);
      expect(stats.cause_sources).toEqual([
        {
          subject: "fork",
          cause: "compaction",
          client: "codex",
          template: "qwen3",
          sessions: 2,
          count: 3,
          tokens: 20,
        },
      ]);
      const none = await store.readStats({ filter: "run:three" });
      expect(none).toMatchObject({ total: { sessions: 0, turns: 0 }, causes: [], by_client: [] });
      await expect(store.readStats({ filter: "forks:x" })).rejects.toThrow(FilterError);
    });
  });
}
