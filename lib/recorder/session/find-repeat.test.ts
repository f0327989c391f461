import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SampledTurn } from "@/lib/recorder/history/tree-node";
import { turnOf } from "@/test/recording/turn-of";
import { CallInFlight } from "./call-in-flight";
import { findRepeat, settleOwed } from "./find-repeat";
import { OwedAnswers } from "./owed-answers";

interface Attempt {
  readonly body: string;
  readonly key: string | null;
}

/** What a client does: asks for the first time, or once more for what it did not get; the reply arrives or it does not. */
type Move = { readonly of: number; readonly fate: "arrives" | "breaks" | "fails" };

/**
 * A session with one call after another, as the recorder keeps it: what was sampled, and what each client's wish got.
 * A client repeats a wish until its reply has arrived, and marks what it repeats.
 */
class PlayedSession {
  readonly turns: SampledTurn[] = [];
  readonly answers = new Map<number, number>();
  private readonly owed = new OwedAnswers();
  private readonly asked = new Set<number>();

  constructor(private readonly wishes: readonly Attempt[]) {}

  play({ of, fate }: Move): void {
    const wish = this.wishes[of % this.wishes.length];
    const index = of % this.wishes.length;
    if (wish === undefined || this.answers.has(index)) return;
    const marks = { body: wish.body, idempotencyKey: wish.key, isRetry: this.asked.has(index) };
    this.asked.add(index);
    const turns = this.turns.filter(
      ({ recorded }) =>
        recorded.asked?.body === wish.body ||
        (wish.key !== null && recorded.asked?.idempotencyKey === wish.key),
    );
    const call = new CallInFlight("k", marks);
    const repeat = findRepeat(call, {
      earlier: [],
      sending: new Set(),
      turns,
      owed: this.owed.count(wish.body),
    });
    settleOwed(this.owed, call, repeat);
    const turn = repeat.type === "answered" ? repeat.turn : fate === "fails" ? null : this.sample(wish);
    if (turn === null) {
      this.owed.add(wish.body);
      return;
    }
    if (repeat.type === "answered") turn.deliveries += 1;
    turn.delivery = fate === "arrives" ? "delivered" : "undelivered";
    if (fate === "arrives") this.answers.set(index, turn.recorded.index);
  }

  private sample(wish: Attempt): SampledTurn {
    const recorded = turnOf({
      index: this.turns.length + 1,
      callKey: "k",
      receivedAt: 1,
      asked: { body: wish.body, idempotencyKey: wish.key },
    });
    const turn: SampledTurn = { recorded, delivery: "pending", deliveries: 1, isEchoed: false };
    this.turns.push(turn);
    return turn;
  }
}

const moves = fc.array(
  fc.record({
    of: fc.nat(3),
    fate: fc.constantFrom("arrives" as const, "breaks" as const, "fails" as const),
  }),
  { maxLength: 40 },
);

describe("calls that clients repeat until they are answered", () => {
  it("get an answer each, and none that another of them got, however equal they are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "b"), { minLength: 1, maxLength: 4 }),
        moves,
        (bodies, played) => {
          const session = new PlayedSession(bodies.map((body) => ({ body, key: null })));
          for (const move of played) session.play(move);
          const got = [...session.answers.values()];
          expect(new Set(got).size).toBe(got.length);
        },
      ),
    );
  });

  it("are sampled no more than once each", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "b"), { minLength: 1, maxLength: 4 }),
        moves,
        (bodies, played) => {
          const session = new PlayedSession(bodies.map((body) => ({ body, key: null })));
          for (const move of played) session.play(move);
          expect(session.turns.length).toBeLessThanOrEqual(bodies.length);
        },
      ),
    );
  });

  it("are one turn for each key", () => {
    fc.assert(
      fc.property(moves, (played) => {
        const session = new PlayedSession([
          { body: "a", key: "1" },
          { body: "a", key: "2" },
          { body: "a", key: "1" },
        ]);
        for (const move of played) session.play(move);
        const keys = session.turns.map(({ recorded }) => recorded.asked?.idempotencyKey);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});

const call = (marks: { body?: string; key?: string | null; isRetry?: boolean }) =>
  new CallInFlight("k", {
    body: marks.body ?? "a",
    idempotencyKey: marks.key ?? null,
    isRetry: marks.isRetry ?? false,
  });

describe("a call beside others that run", () => {
  const known = { sending: new Set<number>(), turns: [], owed: 0 };

  it("waits for none of them unless it is a retry or has the key of one", () => {
    const earlier = [call({}), call({ key: "1" })];
    expect(findRepeat(call({}), { ...known, earlier }).type).toBe("new");
    expect(findRepeat(call({ key: "2" }), { ...known, earlier }).type).toBe("new");
    expect(findRepeat(call({ isRetry: true }), { ...known, earlier })).toEqual({
      type: "running",
      call: earlier[0],
    });
    expect(findRepeat(call({ key: "1" }), { ...known, earlier })).toEqual({
      type: "running",
      call: earlier[1],
    });
    expect(findRepeat(call({ key: "1", body: "b" }), { ...known, earlier }).type).toBe("conflict");
  });

  it("waits for the one that no retry waits for yet", () => {
    const earlier = [call({}), call({})];
    earlier[0]?.join(new AbortController().signal);
    expect(findRepeat(call({ isRetry: true }), { ...known, earlier })).toEqual({
      type: "running",
      call: earlier[1],
    });
  });
});
