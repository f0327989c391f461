import { describe, expect, it } from "vitest";
import { auditPart } from "@/lib/core/recording/fact-parts";
import { readTurnFacts } from "@/lib/core/recording/read-turn-facts";
import type { PromptAudit } from "@/lib/core/recording/turn-facts";
import { turnFactsJson } from "@/lib/core/recording/turn-facts-json";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import { assistant, system, user } from "@/test/recording/messages";
import { COUNTERS } from "@/test/store/counters";
import { sessionForStore } from "@/test/store/session-for-store";
import { turnForStore } from "@/test/store/turn-for-store";
import type { Store } from "./store";

const AUDIT: PromptAudit = {
  sentTokens: 9,
  comparedTokens: 9,
  foundTokens: 8,
  divergence: 4,
  changedTokens: 2,
  cause: "retokenised",
};

/** What every store does with turns. `reopen` answers a store over the same data that shares no memory with the first. */
export function storeTurnCases(open: () => Promise<{ store: Store; reopen(): Promise<Store> }>): void {
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

    it("count how often their replies were sent", async () => {
      const { store, reopen } = await open();
      await store.openSession(sessionForStore("s"));
      await store.appendTurn("s", turnForStore([1], [2]));
      const other = await reopen();
      expect((await other.readRecording("s")).turns[0]?.deliveries).toBe(1);
      await store.countDelivery("s", 1);
      await other.countDelivery("s", 1);
      for (const reader of [store, other, await reopen()]) {
        expect((await reader.readRecording("s")).turns[0]?.deliveries).toBe(3);
      }
      await expect(store.countDelivery("s", 2)).rejects.toThrow(SessionNotFoundError);
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

    it("count as what they are told to be anew, and keep beside it what they were recorded as", async () => {
      const { store, reopen } = await open();
      await store.openSession(sessionForStore("s"));
      await store.appendTurn("s", turnForStore([1], [2]));
      const other = await reopen();
      await other.readRecording("s");
      const seen = { rule: "client_class", evidence: "x-claude-code-request-class: auxiliary" };
      const amended = { auxiliary: "title", amendment: { recorded: "none", sideCall: seen } } as const;
      const digests = await store.readDigests("s");
      await store.amendKind("s", 1, "title", seen);
      for (const reader of [store, other, await reopen()]) {
        expect((await reader.readRecording("s")).turns).toMatchObject([amended]);
      }
      expect(await store.readDigests("s")).toEqual(digests);
      await store.amendKind("s", 1, "none", null);
      for (const reader of [store, other, await reopen()]) {
        expect((await reader.readRecording("s")).turns).toMatchObject([
          { auxiliary: "none", amendment: null },
        ]);
      }
      await expect(store.amendKind("s", 2, "title", seen)).rejects.toThrow(SessionNotFoundError);
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
}
