import { describe, expect, it } from "vitest";
import type { Annotation } from "@/lib/core/annotations/annotation";
import { sessionForStore } from "@/test/store/session-for-store";
import { turnForStore } from "@/test/store/turn-for-store";
import { AnnotationError } from "./annotations/annotation-error";
import type { SessionChange, Store } from "./store";

const said = { producer: "judge", at: 1_790_000_000_000, rewardRevision: null } as const;
const session = { on: "session" } as const;

const score = (name: string, number: number, more: Partial<Annotation> = {}): Annotation => ({
  ...said,
  kind: `score:${name}`,
  target: session,
  value: { form: "number", number },
  ...more,
});

const word = (kind: "label" | "outcome", text: string, more: Partial<Annotation> = {}): Annotation => ({
  ...said,
  kind,
  target: session,
  value: { form: "text", text },
  ...more,
});

/** What every store does with what is found out later. */
export function storeAnnotationCases(open: () => Promise<{ store: Store; reopen(): Promise<Store> }>): void {
  async function opened(ids: readonly string[], labels: Readonly<Record<string, object>> = {}) {
    const { store, reopen } = await open();
    for (const id of ids) {
      await store.openSession(sessionForStore(id, { group_index: 1, labels: { ...labels[id] } }));
      await store.appendTurn(id, turnForStore([1, 2], [3, 4, 5]));
    }
    const found = async (filter: string) => {
      const { sessions } = await store.listSessions({ filter, sort: "created_at", order: "asc", limit: 9 });
      return sessions.map(({ id }) => id).sort();
    };
    return { store, reopen, found };
  }

  describe("annotations", () => {
    it("come back in another store over the same data, with every bit of their columns", async () => {
      const { store, reopen } = await opened(["a"]);
      const column = Float64Array.of(-0.1, Number.NEGATIVE_INFINITY, 5e-324);
      const annotation: Annotation = {
        ...said,
        kind: "trainer_logprob",
        target: { on: "range", turn: 1, start: 0, length: 3 },
        value: { form: "column", column },
      };
      expect(await store.annotate([{ session: "a", annotations: [annotation] }])).toEqual({
        written: 1,
        known: 0,
      });
      expect(await (await reopen()).readAnnotations("a")).toEqual([annotation]);
    });

    it("are a change of each session that they are about", async () => {
      const { store } = await opened(["a", "b"]);
      const changes: SessionChange[] = [];
      store.subscribe((change) => changes.push(change));
      await store.annotate(["a", "b"].map((id) => ({ session: id, annotations: [score("taste", 1)] })));
      expect(changes.map(({ session: of, kind }) => [of, kind])).toEqual([
        ["a", "changed"],
        ["b", "changed"],
      ]);
      const [first, second] = changes;
      expect(second?.revision).toBe((first?.revision ?? 0) + 1);
    });

    it("are written all or none, over all sessions of a request", async () => {
      const { store } = await opened(["a", "b"]);
      const past = score("taste", 1, { target: { on: "range", turn: 1, start: 2, length: 2 } });
      const both = [
        { session: "a", annotations: [score("taste", 1)] },
        { session: "b", annotations: [past] },
      ];
      await expect(store.annotate(both)).rejects.toThrow(AnnotationError);
      expect(await store.readAnnotations("a")).toEqual([]);
    });

    it("are found by score, label and outcome, as the newest of them says", async () => {
      const { store, found } = await opened(["a", "b", "c"], { c: { run: "mine", step: 40 } });
      await store.annotate([
        { session: "a", annotations: [score("judge", 0.9), word("label", "odd")] },
        { session: "b", annotations: [score("judge", 0.2), score("judge", 0.8, { producer: "other" })] },
        { session: "c", annotations: [word("outcome", "failed:sandbox")] },
      ]);
      expect(await found("score:judge>0.5")).toEqual(["a", "b"]);
      expect(await found("score:judge<=0.2")).toEqual(["b"]);
      expect(await found("-score:judge")).toEqual(["c"]);
      expect(await found("score:other")).toEqual([]);
      expect(await found("label:odd")).toEqual(["a"]);
      expect(await found("label:step=40")).toEqual(["c"]);
      expect(await found("label:step=4")).toEqual([]);
      expect(await found("label:run=mine")).toEqual(["c"]);
      expect(await found("outcome:failed")).toEqual(["c"]);
      expect(await found("outcome:failed:sandbox")).toEqual(["c"]);
      expect(await found("outcome:none")).toEqual(["a", "b"]);
      const later = { at: said.at + 1 };
      await store.annotate([
        { session: "a", annotations: [score("judge", 0.1, later), word("label", "fine", later)] },
        { session: "c", annotations: [word("outcome", "ok", { ...later, producer: "person" })] },
      ]);
      expect(await found("score:judge>0.5")).toEqual(["b"]);
      expect(await found("label:odd")).toEqual([]);
      expect(await found("outcome:failed")).toEqual([]);
      expect(await found("outcome:ok")).toEqual(["c"]);
    });

    it("that are taken back are found no more, while another's word of the same stays", async () => {
      const { store, found } = await opened(["a", "b"]);
      const both = [score("judge", 0.9), word("label", "odd")];
      await store.annotate(["a", "b"].map((id) => ({ session: id, annotations: both })));
      await store.annotate([{ session: "b", annotations: [word("label", "odd", { producer: "person" })] }]);
      const taken = both.map((one) => ({ ...one, value: { form: "none" } as const, at: said.at + 1 }));
      await store.annotate(["a", "b"].map((id) => ({ session: id, annotations: taken })));
      expect(await found("label:odd")).toEqual(["b"]);
      expect(await found("score:judge")).toEqual([]);
      expect(await found("score:judge>0")).toEqual([]);
      expect(await store.readAnnotations("a")).toEqual([...both, ...taken]);
    });

    it("that say of a session that it failed take its reward out of its group's mean", async () => {
      const { store } = await opened(["a", "b", "c"]);
      for (const [id, reward] of [
        ["a", 1],
        ["b", 0],
        ["c", 0],
      ] as const) {
        await store.updateSession(id, { status: "finished", reward, finished_at: 5 });
      }
      const mean = async () => (await store.listGroups({ limit: 5 })).groups[0]?.mean;
      expect(await mean()).toBeCloseTo(1 / 3, 9);
      await store.annotate([{ session: "c", annotations: [word("outcome", "failed:grader")] }]);
      expect(await mean()).toBe(0.5);
      await store.annotate([{ session: "b", annotations: [word("outcome", "masked")] }]);
      expect(await mean()).toBe(1);
    });
  });

  describe("exported lines", () => {
    it("are found by their digest, as they were exported last, also once their session is dropped", async () => {
      const { store } = await opened(["a", "b"]);
      const trace = {
        digest: "0a".repeat(32),
        session: "a",
        revision: 3,
        rewardRevision: 0,
        policy: "strict",
        sample: 0,
        leaf: "f0",
        length: 5,
        responseLength: 3,
        trained: [{ turn: 1, outputStart: 0, start: 2, length: 3 }],
      };
      await store.noteTraces([trace, { ...trace, session: "b" }]);
      await store.noteTraces([{ ...trace, policy: "slime" }]);
      await store.dropSession("b");
      const found = await store.findTraces([trace.digest, "0b".repeat(32)]);
      expect([...found.keys()]).toEqual([trace.digest]);
      expect(
        found.get(trace.digest)?.toSorted((left, right) => (left.session < right.session ? -1 : 1)),
      ).toEqual([
        { ...trace, policy: "slime" },
        { ...trace, session: "b" },
      ]);
    });
  });
}
