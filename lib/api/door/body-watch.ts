import type { IncomingMessage } from "node:http";

/** How slowly a body may arrive. */
export interface BodyPace {
  /** Time that a body has whatever it holds, in ms. */
  readonly graceMs: number;
  /** For each so many bytes that have arrived it has a second more. */
  readonly bytesPerSecond: number;
  /** Time without a byte, in ms. */
  readonly silenceMs: number;
}

/** A large body passes a slow line, and one that stalls is not held for ever. */
const PACE: BodyPace = { graceMs: 30_000, bytesPerSecond: 1024, silenceMs: 60_000 };

/** How often bodies are looked at, in ms. */
const LOOK_MS = 2000;

interface OpenBody {
  readonly request: IncomingMessage;
  /** The connection's count when the body began. */
  readonly from: number;
  readonly giveUp: () => void;
  bytes: number;
  /** Time that the server waited for the body, and for its next byte, in ms. */
  waitedMs: number;
  silentMs: number;
}

/**
 * Watches bodies arrive, and gives up those that are too slow. Time in which the server itself is not ready for more
 * does not count: an import is read only as fast as it is worked on.
 */
export class BodyWatch {
  readonly #bodies = new Set<OpenBody>();
  #lookedAt = 0;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(
    private readonly pace: BodyPace = PACE,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Watches a request's body until it is whole or its connection is gone. @param giveUp is called once. */
  watch(request: IncomingMessage, giveUp: () => void): void {
    const { "content-length": length = "0", "transfer-encoding": encoding } = request.headers;
    if (length === "0" && encoding === undefined) return;
    const from = request.socket.bytesRead;
    this.#bodies.add({ request, from, giveUp, bytes: 0, waitedMs: 0, silentMs: 0 });
    if (this.#timer !== null) return;
    this.#lookedAt = this.now();
    this.#timer = setInterval(() => this.look(), LOOK_MS).unref();
  }

  /** Looks at all bodies once; a timer does while there are any. */
  look(): void {
    const now = this.now();
    // What a busy process slept through is not the sender's time.
    const passed = Math.min(now - this.#lookedAt, 2 * LOOK_MS);
    this.#lookedAt = now;
    for (const body of this.#bodies) {
      if (!body.request.complete && !body.request.socket.destroyed && this.#isInTime(body, passed)) continue;
      this.#bodies.delete(body);
      if (!body.request.complete && !body.request.socket.destroyed) body.giveUp();
    }
    if (this.#bodies.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  #isInTime(body: OpenBody, passed: number): boolean {
    const bytes = body.request.socket.bytesRead - body.from;
    const { readableLength, readableHighWaterMark } = body.request;
    const isWaitedFor = readableLength < readableHighWaterMark;
    body.silentMs = isWaitedFor && bytes === body.bytes ? body.silentMs + passed : 0;
    body.waitedMs += isWaitedFor ? passed : 0;
    body.bytes = bytes;
    const { graceMs, bytesPerSecond, silenceMs } = this.pace;
    return body.silentMs <= silenceMs && body.waitedMs <= graceMs + (bytes / bytesPerSecond) * 1000;
  }
}
