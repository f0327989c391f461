import type { DeliveredTurn, DeliveryOutcome, ReplySink } from "@/lib/recorder/answer/reply-sink";
import type { ReplyHead, ReplyPart } from "./recorder-messages";

/** The body of a reply whose connection another thread has: what is sent in one turn of the loop goes in one part. */
export class RemoteReply implements ReplySink {
  readonly outcome: Promise<DeliveryOutcome>;
  #resolve: (outcome: DeliveryOutcome) => void = () => undefined;
  #head: ReplyHead | null = null;
  #hasBegun = false;
  #chunks: (string | Uint8Array)[] = [];
  #end: ReplyPart["end"] = null;
  #delivers: DeliveredTurn | null = null;
  #isDue = false;
  #isOpen = true;

  constructor(
    private readonly id: number,
    private readonly post: (part: ReplyPart) => void,
    private readonly onGone: () => void,
  ) {
    this.outcome = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** What is sent waits until then. */
  begin(head: ReplyHead): void {
    this.#head = head;
    this.#hasBegun = true;
    this.#soon();
  }

  respond(init: ResponseInit): Response {
    return new Response(null, init);
  }

  send(text: string): void {
    if (text !== "") this.#add(text);
  }

  sendBytes(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#add(bytes);
  }

  end(turn: DeliveredTurn | null = null): void {
    if (!this.#isOpen || this.#end !== null) return;
    this.#end = "whole";
    this.#delivers = turn;
    this.#soon();
  }

  cut(): void {
    if (!this.#isOpen || this.#end !== null) return;
    this.#end = "cut";
    this.#soon();
    this.settle("gone", false);
  }

  /** What became of it, as the thread knows that has the connection. */
  settle(outcome: DeliveryOutcome, isNews = true): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#resolve(outcome);
    if (isNews && outcome === "gone") this.onGone();
  }

  #add(chunk: string | Uint8Array): void {
    if (!this.#isOpen || this.#end !== null) return;
    this.#chunks.push(chunk);
    this.#soon();
  }

  #soon(): void {
    if (this.#isDue || !this.#hasBegun) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      const [head, chunks] = [this.#head, this.#chunks];
      this.#head = null;
      this.#chunks = [];
      this.post({ type: "reply", id: this.id, head, chunks, end: this.#end, delivers: this.#delivers });
    });
  }
}
