import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FLAG_NAMES, type SessionFlag } from "@/lib/core/list/session-flag";
import { DETECTORS } from "@/lib/health/all-detectors";
import type { ListedSession } from "@/lib/health/detector";
import { COUNTERS } from "@/test/store/counters";
import { sessionForStore } from "@/test/store/session-for-store";
import { turnForStore } from "@/test/store/turn-for-store";
import type { Store } from "./store";

const NO_PLACE = { turn: null, start: 0, length: 0 };

const arbitrarySession = fc.record({
  status: fc.constantFrom("finished", "finished", "finished", "finished", "open", "dropped"),
  group_index: fc.constantFrom(null, 1, 2, 3, 4),
  outcome: fc.constantFrom(null, null, "ok", "ok", "failed:sandbox", "masked"),
  reward: fc.constantFrom(null, 0, 1, 1, 1, { a: 1 }),
  leaf_rewards: fc.constantFrom(null, null, { x: 1 }),
  samples: fc.nat(4),
  reward_revision: fc.nat(2),
  exported_revision: fc.constantFrom(null, 0, 1),
  weights: fc.constantFrom([null, null], [4, 4], [5, 6], [6, 6], [6, 7], [5, 8]),
} as const);

/** How every store keeps what is out of order in sessions, and finds them by it. */
export function storeFlagCases(open: () => Promise<{ store: Store }>): void {
  describe("flags", () => {
    const found = async (store: Store, filter: string) => {
      const page = await store.listSessions({ sort: "created_at", limit: 200, filter });
      return page.sessions.map(({ id }) => id).sort();
    };

    async function keep(store: Store, session: ListedSession): Promise<void> {
      const { id, status, group_index } = session;
      await store.openSession(sessionForStore(id, { group_index }));
      await store.appendTurn(id, turnForStore([1], [2]));
      const weights = { oldest: session.oldest_weights, newest: session.newest_weights };
      const { reward, leaf_rewards, reward_revision, outcome, samples } = session;
      await store.updateSession(id, {
        ...{ reward, leaf_rewards, reward_revision, outcome },
        counters: { ...COUNTERS, samples },
        health: { flags: [], weights },
        ...(status === "finished" && { status }),
      });
      if (session.exported_revision !== null) {
        const trace = {
          session: id,
          revision: 1,
          rewardRevision: session.exported_revision,
          policy: "strict",
        };
        const place = { sample: 0, leaf: "n", length: 3, responseLength: 1, trained: [] };
        await store.noteTraces([{ ...trace, ...place, digest: id.padEnd(64, "0") }]);
      }
      if (status === "dropped") await store.dropSession(id);
    }

    it("of sessions beside others are those that the detectors find, session by session", async () => {
      const { store } = await open();
      const made = fc.sample(fc.array(arbitrarySession, { minLength: 8, maxLength: 8 }), {
        numRuns: 12,
        seed: 7,
      });
      const all: ListedSession[] = [];
      for (const [at, sessions] of made.entries()) {
        for (const [one, given] of sessions.entries()) {
          const group_index = given.group_index === null ? null : at * 10 + given.group_index;
          const [oldest_weights = null, newest_weights = null] = given.weights;
          const session: ListedSession = {
            ...given,
            ...{ id: `a${at}b${one}`, group_index, oldest_weights, newest_weights },
          };
          await keep(store, session);
          all.push(session);
        }
      }
      for (const name of FLAG_NAMES) {
        const detector = DETECTORS[name];
        if (detector.looksAt !== "set") continue;
        const expected = detector
          .find(all)
          .map(({ id }) => id)
          .sort();
        expect(expected.length, name).toBeGreaterThan(0);
        expect(await found(store, `flag:${name}`), name).toEqual(expected);
        expect((await found(store, `-flag:${name}`)).length, name).toBe(all.length - expected.length);
        const figures = (await store.readFlags({})).flags.find(({ flag }) => flag === name);
        expect(figures?.sessions, name).toBe(expected.length);
      }
    });

    it("that a session has by itself are found by name, counted, and take the place of earlier ones", async () => {
      const { store } = await open();
      const flag = (name: SessionFlag["flag"], detail: string, tokens: number): SessionFlag => ({
        ...NO_PLACE,
        ...{ flag: name, detail, count: 1, tokens },
      });
      const weights = { oldest: null, newest: null };
      for (const id of ["a", "b", "c"]) {
        await store.openSession(sessionForStore(id, { labels: { step: id === "a" ? 63 : "64" } }));
        await store.appendTurn(id, turnForStore([1], [2, 3]));
      }
      expect(await store.readFlags({})).toMatchObject({ sessions: 3, unjudged: 3, flags: [] });
      const place = { turn: 1, start: 1, length: 1 };
      const first = [{ ...flag("loop", "ls", 4), ...place }, flag("loop", "cat", 9), flag("retries", "", 1)];
      await store.setFigures("a", { health: { flags: first, weights } });
      await store.updateSession("b", { health: { flags: [flag("loop", "ls", 3)], weights } });
      await store.updateSession("c", { health: { flags: [flag("loop", "ls", 3)], weights } });
      await store.updateSession("c", { health: { flags: [], weights } });
      expect(await found(store, "flag:loop")).toEqual(["a", "b"]);
      expect(await found(store, "flag:loop flag:retries")).toEqual(["a"]);
      expect(await found(store, "-flag:loop")).toEqual(["c"]);
      expect(await found(store, "step:>=64 flag:loop")).toEqual(["b"]);
      const { unjudged, flags } = await store.readFlags({});
      expect(unjudged).toBe(0);
      expect(flags.find(({ flag }) => flag === "loop")).toEqual({
        flag: "loop",
        sessions: 2,
        groups: 0,
        count: 3,
        tokens: 16,
        details: [
          { detail: "cat", count: 1, tokens: 9 },
          { detail: "ls", count: 2, tokens: 7 },
        ],
        evidence: [
          { session: "a", ...NO_PLACE },
          { session: "a", ...place },
          { session: "b", ...NO_PLACE },
        ],
      });
      const later = await store.readFlags({ filter: "step:64" });
      expect(later).toMatchObject({ sessions: 2, sampled_tokens: 4, flags: [{ flag: "loop", sessions: 1 }] });
      await store.dropSession("a");
      expect(await found(store, "flag:loop")).toEqual(["b"]);
    });
  });
}
