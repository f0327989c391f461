import { describe, expect, it, vi } from "vitest";
import { parseJson } from "@/lib/core/json/parse-json";
import { auditPart } from "@/lib/core/recording/fact-parts";
import { readTurnFacts } from "@/lib/core/recording/read-turn-facts";
import type { PromptAudit } from "@/lib/core/recording/turn-facts";
import { turnFactsJson } from "@/lib/core/recording/turn-facts-json";
import { FilterError } from "@/lib/store/rows/filter-error";
import { SessionClosedError } from "@/lib/store/rows/session-closed-error";
import { SessionExistsError } from "@/lib/store/rows/session-exists-error";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import { assistant, system, user } from "@/test/recording/messages";
import { COUNTERS } from "@/test/store/counters";
import { sessionForStore } from "@/test/store/session-for-store";
import { turnForStore } from "@/test/store/turn-for-store";
import type { SessionChange, Store } from "./store";

const AUDIT: PromptAudit = {
  sentTokens: 9,
  comparedTokens: 9,
  foundTokens: 8,
  divergence: 4,
  changedTokens: 2,
  cause: "retokenised",
};

/** What every store does. `reopen` answers a store over the same data that shares no memory with the first. */
export function storeCases(open: () => Promise<{ store: Store; reopen(): Promise<Store> }>): void {
  describe("sessions", () => {
    it("come back as they were opened, with integers beyond a double", async () => {
      const { store, reopen } = await open();
      const input = sessionForStore("s", {
        group_index: 3,
        index: 7,
        rollout_id: "r-1",
        label: { answer: parseJson("18446744073709551615") },
        labels: { suite: "swe" },
        metadata: { seed: 9007199254740993n },
        policy: { name: "slime", fork_threshold_tokens: 0 },
        matcher: "echo",
        prompt: "What is it?",
        max_turns: 40,
        max_context_tokens: 65_536,
        sampling_defaults: { temperature: 0.6 },
      });
      await store.openSession(input);
      const found = await (await reopen()).findSession("s");
      expect(found).toMatchObject({ ...input, status: "open", finished_at: null });
      expect(await store.findSession("other")).toBeNull();
    });

    it("are opened once", async () => {
      const { store } = await open();
      await store.openSession(sessionForStore("s"));
      await expect(store.openSession(sessionForStore("s"))).rejects.toThrow(SessionExistsError);
    });

    it("finish with what the trainer hands in, and take no turn after", async () => {
      const { store } = await open();
      await store.openSession(sessionForStore("s"));
      const finished = await store.updateSession("s", {
        status: "finished",
        reward: 0.25,
        finished_policy: "slime",
        finished_at: 1_790_000_000_500,
        metadata: { note: "done" },
      });
      expect(finished).toMatchObject({ status: "finished", reward: 0.25, finished_policy: "slime" });
      expect(finished).toMatchObject({ finished_at: 1_790_000_000_500, metadata: { note: "done" } });
      await expect(store.appendTurn("s", turnForStore([1], [2]))).rejects.toThrow(SessionClosedError);
      await expect(store.updateSession("s", { status: "finished" })).rejects.toThrow(SessionClosedError);
    });

    it("are not changed by figures that are worked out anew, nor by the name of who calls", async () => {
      const { store } = await open();
      await store.openSession(sessionForStore("s"));
      const opened = await store.findSession("s");
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
      try {
        const refreshed = await store.updateSession("s", { counters: COUNTERS, causes: [], client: "codex" });
        expect(refreshed).toMatchObject({ updated_at: opened?.updated_at, client: "codex" });
        const told = await store.updateSession("s", { metadata: { note: "mine" } });
        expect(told.updated_at).toBe(Date.now());
      } finally {
        vi.useRealTimers();
      }
    });

    it("keep their id when dropped, and nothing else", async () => {
      const { store, reopen } = await open();
      await store.openSession(sessionForStore("s"));
      await store.appendTurn("s", turnForStore([1, 2], [3]));
      await store.dropSession("s");
      expect(await store.findSession("s")).toMatchObject({
        status: "dropped",
        counters: { turns: 0, nodes: 0 },
      });
      expect((await (await reopen()).readRecording("s")).turns).toEqual([]);
      await expect(store.appendTurn("s", turnForStore([1], [2]))).rejects.toThrow(SessionClosedError);
      await expect(store.openSession(sessionForStore("s"))).rejects.toThrow(SessionExistsError);
    });

    it("that are not there are named", async () => {
      const { store } = await open();
      await expect(store.appendTurn("none", turnForStore([1], [2]))).rejects.toThrow(SessionNotFoundError);
      await expect(store.readRecording("none")).rejects.toThrow(SessionNotFoundError);
      await store.openSession(sessionForStore("s"));
      await expect(store.setDelivery("s", 1, "delivered")).rejects.toThrow(SessionNotFoundError);
    });

    it("list by page without gaps or doubles, the latest first", async () => {
      const { store } = await open();
      for (let i = 0; i < 7; i++) await store.openSession(sessionForStore(`s-${i}`));
      await store.updateSession("s-2", { status: "finished" });
      for (const sort of ["updated_at", "created_at"] as const) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await store.listSessions({ sort, limit: 3, ...(cursor && { cursor }) });
          seen.push(...page.sessions.map((session) => session.id));
          cursor = page.nextCursor ?? undefined;
        } while (cursor);
        expect([...seen].sort()).toEqual(["s-0", "s-1", "s-2", "s-3", "s-4", "s-5", "s-6"]);
        expect(seen[0]).toBe(sort === "updated_at" ? "s-2" : "s-6");
      }
      const finished = await store.listSessions({ sort: "updated_at", limit: 9, status: "finished" });
      expect(finished.sessions.map((session) => session.id)).toEqual(["s-2"]);
      const found = await store.listSessions({ sort: "created_at", limit: 9, search: "-5" });
      expect(found.sessions.map((session) => session.id)).toEqual(["s-5"]);
      await expect(store.listSessions({ sort: "created_at", limit: 9, cursor: "x" })).rejects.toThrow(
        FilterError,
      );
    });
  });

  describe("a session's neighbours", () => {
    it("are the nearest on either side in the list's order", async () => {
      const { store } = await open();
      for (let i = 0; i < 5; i++) await store.openSession(sessionForStore(`s-${i}`));
      const near = async (side: { readonly after: string } | { readonly before: string }, limit: number) => {
        const page = await store.listSessions({ sort: "created_at", limit, ...side });
        return page.sessions.map(({ id }) => id);
      };
      expect(await near({ after: "s-3" }, 1)).toEqual(["s-2"]);
      expect(await near({ before: "s-1" }, 1)).toEqual(["s-2"]);
      expect(await near({ before: "s-1" }, 9)).toEqual(["s-4", "s-3", "s-2"]);
      expect(await near({ after: "s-0" }, 9)).toEqual([]);
      expect(await near({ before: "none" }, 9)).toEqual([]);
      await store.updateSession("s-1", { status: "finished" });
      const { sessions } = await store.listSessions({ sort: "updated_at", limit: 1, after: "s-1" });
      expect(sessions[0]?.id).not.toBe("s-1");
    });
  });

  describe("turns", () => {
    it("come back whole from another process", async () => {
      const { store, reopen } = await open();
      await store.openSession(sessionForStore("s"));
      const first = turnForStore([10, 11, 12], [20, 21], {
        promptMessages: [system("S"), user("compute")],
        messageStarts: Int32Array.of(0, 2),
        matchedStop: "</s>",
        outputLogProbs: Float64Array.of(-0, Number.NaN),
        ...readTurnFacts(
          { tools: [{ name: "a".repeat(300) }], sampling: { seed: 18446744073709551615n } },
          "refuse",
        ),
        scaffolds: [{ start: 1, length: 1, reason: "closer_after_truncation" }],
        weightVersion: null,
      });
      const second = turnForStore([10, 11, 12, 20, 21, 30], [40], {
        promptMessages: [...first.turn.promptMessages, assistant("4 "), user("more")],
        responseMessage: null,
        outputLogProbs: null,
        delivery: "pending",
        illFormed: "cut call",
        refusal: "no_log_probs",
        retryOf: 1,
        acceptedRewrites: [
          {
            messageIndex: 2,
            turnIndex: 1,
            tolerance: "white space",
            held: assistant("4"),
            echoed: assistant("4 "),
          },
        ],
        ...readTurnFacts({ tools: [{ name: "a".repeat(300) }], timings: { total_ms: 12.5 } }, "refuse"),
      });
      expect(await store.appendTurn("s", first)).toBe(1);
      expect(await store.appendTurn("s", second)).toBe(2);
      for (const reader of [store, await reopen()]) {
        const recording = await reader.readRecording("s");
        expect(recording.turns).toEqual([
          { ...first.turn, index: 1 },
          { ...second.turn, index: 2 },
        ]);
        expect(Object.is(recording.turns[0]?.outputLogProbs?.[0], -0)).toBe(true);
        expect(recording.prompts.ids(2)).toEqual(second.promptIds);
        expect(recording.prompts.commonPrefix(1, 2)).toBe(5);
        expect(await reader.readDigests("s")).toEqual([first.digest, second.digest]);
      }
    });

    it("are counted on their session, under what the policy adds", async () => {
      const { store } = await open();
      await store.openSession(sessionForStore("s"));
      await store.appendTurn("s", turnForStore([1, 2], [3, 4]));
      await store.appendTurn("s", turnForStore([1, 2, 3, 4, 5], [6]));
      expect((await store.findSession("s"))?.counters).toMatchObject({
        turns: 2,
        nodes: 3,
        forks: 1,
        sampled_tokens: 3,
        context_tokens: 6,
      });
      const updated = await store.updateSession("s", { counters: COUNTERS });
      expect(updated.counters).toEqual({ ...COUNTERS, turns: 2, sampled_tokens: 3, context_tokens: 6 });
    });

    it("get their indices at commit, also when many are written at once", async () => {
      const { store } = await open();
      await store.openSession(sessionForStore("a"));
      await store.openSession(sessionForStore("b"));
      const write = (id: string) => (_: unknown, i: number) =>
        store.appendTurn(id, turnForStore([1, i], [i]));
      const indices = await Promise.all(["a", "b"].flatMap((id) => Array.from({ length: 20 }, write(id))));
      const wanted = Array.from({ length: 20 }, (_, i) => i + 1);
      expect(indices.slice(0, 20).sort((x, y) => x - y)).toEqual(wanted);
      expect(indices.slice(20).sort((x, y) => x - y)).toEqual(wanted);
    });

    it("do not show in a recording read before them", async () => {
      const { store } = await open();
      await store.openSession(sessionForStore("s"));
      await store.appendTurn("s", turnForStore([1], [2]));
      const before = await store.readRecording("s");
      await store.appendTurn("s", turnForStore([1, 2, 3], [4]));
      expect(before.turns.length).toBe(1);
    });

    it("change their delivery and nothing else", async () => {
      const { store, reopen } = await open();
      await store.openSession(sessionForStore("s"));
      await store.appendTurn("s", turnForStore([1], [2], { delivery: "pending" }));
      const other = await reopen();
      expect((await other.readRecording("s")).turns[0]?.delivery).toBe("pending");
      await store.setDelivery("s", 1, "undelivered");
      for (const reader of [store, other]) {
        expect((await reader.readRecording("s")).turns[0]?.delivery).toBe("undelivered");
      }
    });

    it("show a delivery that another store wrote between two appends", async () => {
      const { store, reopen } = await open();
      await store.openSession(sessionForStore("s"));
      await store.appendTurn("s", turnForStore([1], [2], { delivery: "pending" }));
      await store.readRecording("s");
      await (await reopen()).setDelivery("s", 1, "delivered");
      await store.appendTurn("s", turnForStore([1, 2, 3], [4]));
      expect((await store.readRecording("s")).turns[0]?.delivery).toBe("delivered");
    });

    it("stay the very objects that were read before, but for the one that changed", async () => {
      const { store } = await open();
      await store.openSession(sessionForStore("s"));
      for (const id of [1, 2, 3])
        await store.appendTurn("s", turnForStore([id], [id], { delivery: "pending" }));
      await store.setAudit("s", 1, AUDIT);
      const before = (await store.readRecording("s")).turns;
      await store.setDelivery("s", 2, "delivered");
      await store.appendTurn("s", turnForStore([4], [4]));
      const after = (await store.readRecording("s")).turns;
      expect(after.map((turn, at) => turn === before[at])).toEqual([true, false, true, false]);
      expect(after[1]?.delivery).toBe("delivered");
    });

    it("take the audit that is made of them later, in place of one before it", async () => {
      const { store, reopen } = await open();
      await store.openSession(sessionForStore("s"));
      await store.appendTurn("s", turnForStore([1], [2]));
      const other = await reopen();
      await other.readRecording("s");
      for (const audit of [AUDIT, { ...AUDIT, divergence: null, changedTokens: 0, cause: null }]) {
        await store.setAudit("s", 1, audit);
        for (const reader of [store, other, await reopen()]) {
          const [turn] = (await reader.readRecording("s")).turns;
          expect(turn?.audit).toEqual(audit);
          expect(turn && turnFactsJson(turn)).toEqual({
            protocol: "openai_chat",
            audit: auditPart.write(audit),
          });
        }
      }
      await expect(store.setAudit("s", 2, AUDIT)).rejects.toThrow(SessionNotFoundError);
    });

    it("of two stores over one session are ordered, and each reads the other's", async () => {
      const { store, reopen } = await open();
      const other = await reopen();
      await store.openSession(sessionForStore("s"));
      for (let i = 0; i < 5; i++) {
        expect(await store.appendTurn("s", turnForStore([1, i], [i]))).toBe(2 * i + 1);
        expect(await other.appendTurn("s", turnForStore([1, i, 7], [i]))).toBe(2 * i + 2);
      }
      for (const reader of [store, other]) {
        const { turns, prompts } = await reader.readRecording("s");
        expect(turns.map((turn) => Array.from(prompts.ids(turn.index)))).toEqual(
          [0, 1, 2, 3, 4].flatMap((i) => [
            [1, i],
            [1, i, 7],
          ]),
        );
      }
    });
  });

  describe("changes", () => {
    it("are told to listeners of this process, and to any process by revision", async () => {
      const { store, reopen } = await open();
      const heard: SessionChange[] = [];
      const stop = store.subscribe((change) => heard.push(change));
      await store.openSession(sessionForStore("s"));
      await store.appendTurn("s", turnForStore([1], [2]));
      await store.setDelivery("s", 1, "delivered");
      await store.updateSession("s", { status: "finished", reward: 1 });
      stop();
      await store.dropSession("s");
      expect(heard.map((change) => change.kind)).toEqual(["opened", "turn", "delivery", "finished"]);
      const other = await reopen();
      const all = await other.changesSince(0);
      expect(all.slice(0, 4)).toEqual(heard);
      expect(all[4]).toMatchObject({ session: "s", kind: "dropped", turn: null });
      expect(await other.changesSince(all[3]?.revision ?? 0)).toEqual(all.slice(4));
      expect((await store.findSession("s"))?.revision).toBe(all[4]?.revision);
    });
  });
}
