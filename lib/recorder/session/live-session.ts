import type { Delivery } from "@/lib/core/recording/turn";
import { CallError } from "@/lib/recorder/edge/call-error";
import { sessionFinishedFailure } from "@/lib/recorder/edge/session-finished-failure";
import type { HistoryTree } from "@/lib/recorder/history/history-tree";
import type { MatchedCall } from "@/lib/recorder/history/match-call";
import type { SampledTurn } from "@/lib/recorder/history/tree-node";
import type { SessionInput, SessionRecord, Store, TurnInput } from "@/lib/store/store";
import { CallInFlight } from "./call-in-flight";
import type { CallMarks } from "./call-marks";
import { findRepeat, type Repeat, settleOwed } from "./find-repeat";
import { OwedAnswers } from "./owed-answers";

/** Once calls were aborted, how long their last words are waited for, in ms. */
const ABORTED_CALLS_MS = 5000;

/**
 * A session with calls in flight. Generations run side by side; what they record goes through one queue per session,
 * in the order in which the answers were complete. Everything here is a cache of the store but the calls themselves.
 */
export class LiveSession {
  private readonly calls = new Set<CallInFlight>();
  private queue: Promise<unknown> = Promise.resolve();
  private closing = false;
  private readonly owed = new OwedAnswers();
  /** The prompt that the next call most likely extends. */
  private latest: { readonly turn: number; readonly promptIds: Int32Array } | null = null;

  constructor(
    readonly input: SessionInput,
    private record: SessionRecord | null,
    readonly tree: HistoryTree,
    private readonly store: Store,
  ) {}

  get idle(): boolean {
    return this.calls.size === 0;
  }

  /** The calls that have not ended, in the order in which they came. */
  get running(): readonly CallInFlight[] {
    return [...this.calls].filter(({ hasEnded }) => !hasEnded);
  }

  /** Opened sessions bring their own settings; one that its first call opens has the server's. */
  get settings(): SessionInput {
    return this.record ?? this.input;
  }

  /**
   * Takes the call of this key in. The session's status is read anew, since another process may have closed it.
   *
   * @throws CallError 503 when the session takes no more calls.
   */
  async admit(key: string, marks: CallMarks): Promise<CallInFlight> {
    const status = await this.store.sessionStatus(this.input.id);
    if (status !== (this.record?.status ?? null)) {
      this.record = (await this.store.findSession(this.input.id)) ?? this.record;
    }
    if (this.closing || (this.record !== null && this.record.status !== "open")) {
      throw new CallError(sessionFinishedFailure());
    }
    const call = new CallInFlight(key, marks);
    this.calls.add(call);
    void call.ended.then(() => this.calls.delete(call));
    return call;
  }

  /** Waits for the last words of calls whose client has left: who asks again is known by what was sampled for them. */
  async departed(): Promise<void> {
    const leaving = [...this.calls].filter(({ signal }) => signal.aborted);
    await within(ABORTED_CALLS_MS, leaving);
  }

  /**
   * What is known of a call that was made before. Of two that come at once, the first is known to the second.
   */
  repeatOf(call: CallInFlight): Repeat {
    const { running, owed } = this;
    const repeat = findRepeat(call, {
      earlier: running.slice(0, running.indexOf(call)),
      sending: new Set(running.map(({ turn }) => turn)),
      turns: this.tree.asked.like(call.marks),
      owed: owed.count(call.marks.body),
    });
    settleOwed(owed, call, repeat);
    return repeat;
  }

  /** Notes that a call ended in a failure of ours: a retry of it is no retry of another. */
  failed({ marks, turn }: CallInFlight): void {
    if (turn === null && marks.idempotencyKey === null) this.owed.add(marks.body);
  }

  /** Counts that a turn's reply is sent again; resolves to how often it was sent, this time included. */
  sendAgain(turn: SampledTurn): Promise<number> {
    return this.inOrder(async () => {
      turn.deliveries += 1;
      await this.store.countDelivery(this.input.id, turn.recorded.index);
      return turn.deliveries;
    });
  }

  /** Notes that a reply did not arrive, unless the client has gone on from it. */
  disprove(turn: SampledTurn): Promise<void> {
    return this.inOrder(async () => {
      if (!turn.isEchoed && turn.delivery !== "undelivered") {
        await this.setDelivery(turn.recorded.index, "undelivered");
      }
    });
  }

  /**
   * Counts a call towards the session's turn cap.
   *
   * @throws CallError 429 past it.
   */
  takeTurn(call: CallInFlight): void {
    const cap = this.settings.max_turns;
    const running = [...this.calls].filter((other) => other.takesTurn).length;
    if (cap !== null && this.tree.counted + running >= cap) {
      throw new CallError({
        status: 429,
        kind: "turn_cap",
        message: `The session has reached its limit of ${cap} turns.`,
      });
    }
    call.takesTurn = true;
  }

  /** Settles turns whose answers, or the beginning of them, a call's history holds: so much has arrived. */
  settleByEcho(head: string, { match, messages, leftOut }: MatchedCall): Promise<void> {
    for (const { node } of match.steps) if (node.turn !== null) node.turn.isEchoed = true;
    const proven = match.steps.flatMap(({ node: { turn } }) =>
      turn !== null && turn.delivery !== "delivered" ? [turn.recorded.index] : [],
    );
    const partly = [
      ...this.tree.partlyEchoed(head, match, messages),
      ...leftOut.flatMap(({ turn }) => this.unsettled(turn) ?? []),
    ];
    if (proven.length + partly.length === 0) return Promise.resolve();
    return this.inOrder(async () => {
      for (const turn of proven) await this.setDelivery(turn, "delivered");
      for (const turn of partly) await this.setDelivery(turn, "partly_delivered");
    });
  }

  /** The prompt ids of a turn; the caller must not write to the array. */
  async promptIds(turn: number): Promise<Int32Array> {
    if (this.latest?.turn === turn) return this.latest.promptIds;
    const { prompts } = await this.store.readRecording(this.input.id);
    return prompts.ids(turn);
  }

  /** Appends a turn, durably, opening the session if this is its first; resolves to the turn's index. */
  append(input: TurnInput, call: CallInFlight): Promise<number> {
    return this.inOrder(async () => {
      this.record ??= await this.open();
      const index = await this.store.appendTurn(this.input.id, input);
      this.tree.add({ ...input.turn, index });
      call.takesTurn = false;
      call.answer(index);
      this.latest = { turn: index, promptIds: input.promptIds };
      return index;
    });
  }

  /** Keeps that a call is missing, opening the session if this is its first. */
  noteUnrecorded(reason: string): Promise<void> {
    return this.inOrder(async () => {
      this.record ??= await this.open();
      await this.store.noteUnrecorded(this.input.id, reason);
    });
  }

  settle(turn: number, delivery: Delivery): Promise<void> {
    return this.inOrder(() => this.setDelivery(turn, delivery));
  }

  /** Refuses new calls and waits for those in flight; after `boundMs` they are aborted with `reason`. */
  async drain(boundMs: number, reason: Error): Promise<void> {
    this.closing = true;
    await within(boundMs, [...this.calls]);
    for (const call of this.calls) call.abort(reason);
    await within(ABORTED_CALLS_MS, [...this.calls]);
    await this.queue;
  }

  /** Takes calls again, after closing has failed. */
  reopen(): void {
    this.closing = false;
  }

  private async open(): Promise<SessionRecord> {
    return (await this.store.findSession(this.input.id)) ?? this.store.openSession(this.input);
  }

  private unsettled(turn: number | null): number | null {
    return turn !== null && this.tree.turn(turn)?.delivery === "undelivered" ? turn : null;
  }

  private async setDelivery(turn: number, delivery: Delivery): Promise<void> {
    this.tree.settle(turn, delivery);
    await this.store.setDelivery(this.input.id, turn, delivery);
  }

  private inOrder<T>(write: () => Promise<T>): Promise<T> {
    const result = this.queue.then(write);
    this.queue = result.catch(() => undefined);
    return result;
  }
}

/** Settles when all of these calls have ended, or after so many ms. */
async function within(boundMs: number, calls: readonly CallInFlight[]): Promise<void> {
  if (calls.length === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const bound = new Promise((resolve) => {
    timer = setTimeout(resolve, boundMs);
  });
  await Promise.race([Promise.all(calls.map((call) => call.ended)), bound]);
  clearTimeout(timer);
}
