import { ClientGoneError } from "@/lib/recorder/edge/client-gone-error";
import type { CallMarks } from "./call-marks";

/** One model call from its admission until its delivery is settled. */
export class CallInFlight {
  readonly receivedAt = Date.now();
  readonly ended: Promise<void>;
  /** The turn that holds its answer, as soon as that is recorded; null when it ends without one. */
  readonly answered: Promise<number | null>;
  /** Whether it takes one of the session's turns: neither an auxiliary call nor a retry does. */
  takesTurn = false;
  /** The prompt that was built for it; null before. */
  promptIds: Int32Array | null = null;
  /** The turn that holds its answer; null before it is recorded. */
  turn: number | null = null;
  hasEnded = false;
  private hasLeft = false;
  private joined = 0;
  private readonly controller = new AbortController();
  private resolveEnded: () => void = () => undefined;
  private resolveAnswered: (turn: number | null) => void = () => undefined;

  /** @param key the request's id at the engine and the root of minted ids: 32 hexadecimal digits, unique over all sessions. */
  constructor(
    readonly key: string,
    readonly marks: CallMarks,
  ) {
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve;
    });
    this.answered = new Promise((resolve) => {
      this.resolveAnswered = resolve;
    });
  }

  /** Aborted when nobody waits for the answer any more, or when the session or the server closes. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** How many retries wait for its answer. */
  get waiting(): number {
    return this.joined;
  }

  abort(reason: Error): void {
    this.controller.abort(reason);
  }

  /** The client has left. The answer is still sampled for retries that wait for it. */
  leave(): void {
    this.hasLeft = true;
    this.abortIfUnwanted();
  }

  /** A retry waits for the answer, until the signal says that its own client has left. */
  join(retry: AbortSignal): void {
    this.joined += 1;
    const unjoin = () => {
      this.joined -= 1;
      this.abortIfUnwanted();
    };
    retry.addEventListener("abort", unjoin, { once: true });
  }

  answer(turn: number): void {
    this.turn = turn;
    this.resolveAnswered(turn);
  }

  end(): void {
    this.hasEnded = true;
    this.resolveAnswered(this.turn);
    this.resolveEnded();
  }

  private abortIfUnwanted(): void {
    if (this.hasLeft && this.joined === 0) this.abort(new ClientGoneError());
  }
}
