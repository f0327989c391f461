import type { Delivery } from "@/lib/core/recording/turn";
import { CallError } from "@/lib/recorder/edge/call-error";
import { sessionFinishedFailure } from "@/lib/recorder/edge/session-finished-failure";
import type { HistoryTree } from "@/lib/recorder/history/history-tree";
import type { MatchedCall } from "@/lib/recorder/history/match-call";
import type { SampledTurn } from "@/lib/recorder/history/tree-node";
import type { SessionHead, SessionInput, SessionRecord, Store, TurnInput } from "@/lib/store/store";
import { CallInFlight } from "./call-in-flight";
import type { CallMarks } from "./call-marks";
import { findRepeat, type Repeat, settleOwed } from "./find-repeat";
import { OwedAnswers } from "./owed-answers";

/** What is held of a session's row. */
type HeldSession = SessionInput & Pick<SessionRecord, "status">;

/** Of a session without turns: its settings, its queue and what it holds them in. */
const SESSION_BYTES = 6_000;

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
  /** The session's revision up to which the tree is known to hold what other processes wrote. */
  private revision = 0;
  private readonly owed = new OwedAnswers();
  /** The prompt that the next call most likely extends. */
  private latest: { readonly turn: number; readonly promptIds: Int32Array } | null = null;

  constructor(
    readonly input: SessionInput,
    private record: HeldSession | null,
    readonly tree: HistoryTree,
    private readonly store: Store,
  ) {}

  get idle(): boolean {
    return this.calls.size === 0;
  }

  /** About how much memory it takes, in bytes. */
  get bytes(): number {
    return SESSION_BYTES + this.tree.bytes + (this.latest?.promptIds.byteLength ?? 0);
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
   * Takes the call of this key in. How the session stands is asked anew: another process may have closed it or have
   * recorded turns of it. What is behind is read on from where it was.
   *
   * @throws CallError 503 when the session takes no more calls.
   */
  async admit(key: string, marks: CallMarks): Promise<CallInFlight> {
    const head = await this.store.sessionHead(this.input.id);
    if (head !== null && head.status !== this.record?.status) {
      this.record = (await this.store.findSession(this.input.id)) ?? this.record;
    }
    if (head?.status === "open") await this.follow(head);
    // Removed since, as one that is old: what is held of it is no longer true.
    const isGone = head === null && this.tree.size > 0;
    if (this.closing || isGone || (this.record !== null && this.record.status !== "open")) {
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
  disprove(turn: SampledTurn): void {
    if (!turn.isEchoed && turn.delivery !== "undelivered") {
      this.settle(turn.recorded.index, "undelivered");
    }
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
  settleByEcho(head: string, { match, messages, leftOut }: MatchedCall): void {
    for (const { node } of match.steps) if (node.turn !== null) node.turn.isEchoed = true;
    const proven = match.steps.flatMap(({ node: { turn } }) =>
      turn !== null && turn.delivery !== "delivered" ? [turn.recorded.index] : [],
    );
    const partly = [
      ...this.tree.partlyEchoed(head, match, messages),
      ...leftOut.flatMap(({ turn }) => this.unsettled(turn) ?? []),
    ];
    for (const turn of proven) this.settle(turn, "delivered");
    for (const turn of partly) this.settle(turn, "partly_delivered");
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
      const isNew = this.record === null;
      const index = await this.store.appendTurn(this.input.id, input, isNew ? this.input : null);
      if (isNew) this.opened();
      if (index === this.tree.size + 1) this.tree.add({ ...input.turn, index });
      else this.tree.follow(await this.store.readRecording(this.input.id));
      call.takesTurn = false;
      call.answer(index);
      this.latest = { turn: index, promptIds: input.promptIds };
      return index;
    });
  }

  /** Keeps that a call is missing, opening the session if this is its first. */
  noteUnrecorded(reason: string): Promise<void> {
    return this.inOrder(async () => {
      this.record ??=
        (await this.store.findSession(this.input.id)) ?? (await this.store.openSession(this.input));
      await this.store.noteUnrecorded(this.input.id, reason);
    });
  }

  /**
   * Notes what became of a turn's reply: at once for the calls that follow, and in the store with the next write that is
   * waited for. What could not be written is as it was, so that a later echo settles it.
   */
  settle(turn: number, delivery: Delivery): void {
    const before = this.tree.turn(turn)?.delivery;
    this.tree.settle(turn, delivery);
    this.store.setDelivery(this.input.id, turn, delivery).catch((error: unknown) => {
      console.error(`The delivery of turn ${turn} of session ${this.input.id} could not be written:`, error);
      const stands = this.tree.turn(turn)?.delivery === delivery;
      if (stands && before !== undefined) this.tree.settle(turn, before);
    });
  }

  /**
   * Notes that a turn's reply was taken.
   *
   * @param outcome `marked` where that is given to be written already.
   */
  delivered(turn: number, outcome: "drained" | "marked"): void {
    if (outcome === "drained") {
      this.settle(turn, "delivered");
      return;
    }
    this.tree.settle(turn, "delivered");
    this.store.heard({ session: this.input.id, revision: 0, kind: "delivery", turn });
  }

  /** A delivery that another thread was to write was not: a later echo settles it. */
  undoDelivered(turn: number): void {
    if (this.tree.turn(turn)?.delivery === "delivered") this.tree.settle(turn, "pending");
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

  /** Takes up what other processes recorded: their turns and, of turns that are held, what became of the replies. */
  private async follow({ turns, revision }: SessionHead): Promise<void> {
    const isUpToDate = () => turns <= this.tree.size && (!this.store.isShared || revision <= this.revision);
    if (isUpToDate()) return;
    await this.inOrder(async () => {
      if (isUpToDate()) return;
      this.tree.follow(await this.store.readRecording(this.input.id));
      this.revision = Math.max(this.revision, revision);
    });
  }

  /** Somebody else may have opened it meanwhile, with settings of its own: nobody waits until they are read. */
  private opened(): void {
    this.record = { ...this.input, status: "open" };
    this.store.findSession(this.input.id).then(
      (found) => {
        this.record = found ?? this.record;
      },
      () => undefined,
    );
  }

  private unsettled(turn: number | null): number | null {
    return turn !== null && this.tree.turn(turn)?.delivery === "undelivered" ? turn : null;
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
