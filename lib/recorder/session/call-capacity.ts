import { processFigures } from "@/lib/core/base/process-figures";
import { RunCounts } from "@/lib/core/base/run-counts";
import { CallError } from "@/lib/recorder/edge/call-error";
import type { Settings } from "@/lib/settings/settings";

/** A call ends every few seconds where there are so many; an SDK's patience is longer. */
const RETRY_AFTER_SECONDS = 2;

type Bounds = Pick<Settings, "maxCalls" | "runShare">;

/** What of the calls is counted here. */
interface CapacityOptions {
  /** False where whoever hands the calls over has counted all of them. */
  readonly countsAll?: boolean;
  /** Whether its calls are those that the figures of the process tell. */
  readonly isTold?: boolean;
  /** The counts that this thread shares with others. */
  readonly runs?: RunCounts | undefined;
}

/** How many calls run at once, of all and of each run, and how many may. */
export class CallCapacity {
  readonly #most: number;
  readonly #mostOfRun: number;
  readonly #runs: RunCounts | null;
  readonly #isTold: boolean;
  #running = 0;

  constructor(
    { maxCalls, runShare }: Bounds,
    { countsAll = true, isTold = true, runs }: CapacityOptions = {},
  ) {
    this.#most = countsAll ? maxCalls : Number.POSITIVE_INFINITY;
    this.#mostOfRun = Math.max(1, Math.floor(maxCalls * runShare));
    this.#runs = runShare === 1 ? null : (runs ?? new RunCounts(RunCounts.memoryFor(1), 0));
    this.#isTold = isTold;
  }

  /** The calls that have a place now. */
  get running(): number {
    return this.#running;
  }

  /**
   * A place for one more call.
   *
   * @throws CallError 429 where all are taken.
   */
  enter(): CallPlace {
    if (this.#running >= this.#most) {
      throw refusal(`This recorder answers ${this.#most} calls already, as many as it takes at once.`);
    }
    this.#running += 1;
    if (this.#isTold) processFigures.add("calls", 1);
    return new CallPlace(
      () => {
        this.#running -= 1;
        if (this.#isTold) processFigures.add("calls", -1);
      },
      (run) => this.#enterRun(run),
    );
  }

  #enterRun(run: string): () => void {
    const runs = this.#runs;
    // A run may take all there is: `enter` has seen to that.
    if (runs === null) return () => undefined;
    if (!runs.enter(run, this.#mostOfRun)) {
      throw refusal(
        `The run "${run}" has ${this.#mostOfRun} calls already, as many as one run may have at once.`,
      );
    }
    return () => runs.leave(run);
  }
}

/** A call's place among those that run at once. */
export class CallPlace {
  #isHeld = false;

  constructor(
    private readonly free: () => void,
    private readonly enterRun: (run: string) => () => void,
  ) {}

  /**
   * Counts the call for its run, and keeps its place until it has ended.
   *
   * @param run that the session's labels name; null where they name none.
   * @throws CallError 429 where its run has as many as it may have.
   */
  hold(run: string | null, ended: Promise<void>): void {
    const leaveRun = run === null ? () => undefined : this.enterRun(run);
    this.#isHeld = true;
    void ended.then(() => {
      leaveRun();
      this.free();
    });
  }

  /** Gives the place back, unless a call holds it. */
  leave(): void {
    if (this.#isHeld) return;
    this.#isHeld = true;
    this.free();
  }
}

function refusal(message: string): CallError {
  processFigures.add("calls_refused", 1);
  const code = "too_many_calls";
  return new CallError({
    status: 429,
    kind: "too_many",
    code,
    message: `${message} Nothing was sampled: send this call again.`,
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
