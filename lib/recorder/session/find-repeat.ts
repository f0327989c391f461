import { isWholeAnswer } from "@/lib/recorder/history/is-whole-answer";
import type { SampledTurn } from "@/lib/recorder/history/tree-node";
import type { CallInFlight } from "./call-in-flight";
import type { OwedAnswers } from "./owed-answers";

/** What is known of a call that was made before. */
export type Repeat =
  | { readonly type: "new" }
  /** Its key was given to another call. */
  | { readonly type: "conflict" }
  | { readonly type: "running"; readonly call: CallInFlight }
  | { readonly type: "answered"; readonly turn: SampledTurn };

/** What a session knows of calls like one that comes in. */
export interface KnownCalls {
  /** Calls that came before it and have not ended, in order. */
  readonly earlier: readonly CallInFlight[];
  /** Turns whose replies are under way. */
  readonly sending: ReadonlySet<number | null>;
  /** Turns of the same body or of the same key, in order. */
  readonly turns: readonly SampledTurn[];
  /** Calls of the same body that were left without an answer, and may come again. */
  readonly owed: number;
}

const NEW: Repeat = { type: "new" };

/**
 * Whether a call is one that was made before, and is to get the answer of that. It is with the same key; or with the
 * same body after a delivery that broke; or with the same body where the client says that it is a retry. Any other is
 * a call of its own, however equal: who asks n times wants n answers.
 *
 * A retry that follows a failure of ours is sampled. One that follows an answer gets it, and of several the one that was
 * sent the least often. An answer that the client has gone on from was received, and is no retry's.
 */
export function findRepeat({ marks }: CallInFlight, known: KnownCalls): Repeat {
  return marks.idempotencyKey === null ? byBody(marks, known) : byKey(marks, known);
}

/**
 * Keeps count of who is owed an answer of their own: one less where a retry is sampled. One more where a call that is
 * not marked as a retry gets what another had lost: it may be the same client's, and it may be not.
 */
export function settleOwed(owed: OwedAnswers, { marks }: CallInFlight, repeat: Repeat): void {
  if (marks.idempotencyKey !== null) return;
  if (repeat.type === "new" && marks.isRetry) owed.take(marks.body);
  if (repeat.type === "answered" && !marks.isRetry) owed.add(marks.body);
}

function byKey({ body, idempotencyKey }: CallInFlight["marks"], { earlier, turns }: KnownCalls): Repeat {
  const running = earlier.filter(({ marks }) => marks.idempotencyKey === idempotencyKey);
  const held = turns.filter(({ recorded }) => recorded.asked?.idempotencyKey === idempotencyKey);
  const bodies = [
    ...running.map(({ marks }) => marks.body),
    ...held.map(({ recorded }) => recorded.asked?.body),
  ];
  if (bodies.some((other) => other !== body)) return { type: "conflict" };
  const whole = held.findLast(isWholeAnswer);
  if (whole !== undefined) return { type: "answered", turn: whole };
  const [first] = running;
  return first === undefined ? NEW : { type: "running", call: first };
}

function byBody(marks: CallInFlight["marks"], { earlier, sending, turns, owed }: KnownCalls): Repeat {
  const running = earlier.filter(
    (call) => call.marks.body === marks.body && call.marks.idempotencyKey === null,
  );
  const held = turns.filter(
    (turn) => turn.recorded.asked?.idempotencyKey === null && !turn.isEchoed && isWholeAnswer(turn),
  );
  // What is pending and not being sent was pending when a server died.
  const broken = held.findLast(
    ({ delivery, recorded }) =>
      delivery === "undelivered" || (delivery === "pending" && !sending.has(recorded.index)),
  );
  if (broken !== undefined) return { type: "answered", turn: broken };
  if (!marks.isRetry || owed > 0) return NEW;
  const first = running.find(({ waiting }) => waiting === 0) ?? running[0];
  if (first !== undefined) return { type: "running", call: first };
  const leastSent = Math.min(...held.map(({ deliveries }) => deliveries));
  const latest = held.findLast(({ deliveries }) => deliveries === leastSent);
  return latest === undefined ? NEW : { type: "answered", turn: latest };
}
