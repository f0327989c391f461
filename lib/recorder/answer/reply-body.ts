import type { DeliveryOutcome, ReplySink } from "./reply-sink";

/**
 * The body of a reply that knows whether it was pulled to its end.
 *
 * The stream holds nothing ahead (high-water mark 0), so the server asks for more only when it has handed on all
 * before. Being asked once more after the last chunk is the sign that the whole reply was taken.
 */
export class ReplyBody implements ReplySink {
  readonly #stream: ReadableStream<Uint8Array>;
  readonly outcome: Promise<DeliveryOutcome>;
  private readonly encoder = new TextEncoder();
  private controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  private isOpen = true;
  private isWhole = false;
  /** Whether the server has asked for more than was there. */
  private isAwaited = false;
  private resolveOutcome: (outcome: DeliveryOutcome) => void = () => undefined;

  /** `onGone` is called once if the client leaves before the end. */
  constructor(
    private readonly signal: AbortSignal,
    private readonly onGone: () => void,
  ) {
    this.outcome = new Promise((resolve) => {
      this.resolveOutcome = resolve;
    });
    this.#stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.controller = controller;
        },
        pull: () => this.onPull(),
        cancel: () => this.leave(),
      },
      { highWaterMark: 0 },
    );
    signal.addEventListener("abort", this.leave, { once: true });
    if (signal.aborted) this.leave();
  }

  respond(init: ResponseInit): Response {
    return new Response(this.#stream, init);
  }

  send(text: string): void {
    this.sendBytes(this.encoder.encode(text));
  }

  sendBytes(bytes: Uint8Array): void {
    if (!this.isOpen || bytes.length === 0) return;
    this.isAwaited = false;
    this.controller?.enqueue(bytes);
  }

  /** Says that all has been sent; the stream closes when the last of it was taken. */
  end(): void {
    this.isWhole = true;
    if (this.isAwaited) this.onPull();
  }

  /** Breaks the connection: a reply that cannot be finished must not look finished. */
  cut(error: Error): void {
    if (!this.isOpen) return;
    this.settle("gone");
    this.controller?.error(error);
  }

  private onPull(): void {
    this.isAwaited = true;
    if (!this.isWhole || !this.isOpen) return;
    this.settle(this.signal.aborted ? "gone" : "drained");
    this.controller?.close();
  }

  private readonly leave = (): void => {
    if (!this.isOpen) return;
    this.settle("gone");
    this.onGone();
  };

  private settle(outcome: DeliveryOutcome): void {
    this.isOpen = false;
    this.signal.removeEventListener("abort", this.leave);
    this.resolveOutcome(outcome);
  }
}
