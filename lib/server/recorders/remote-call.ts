import type { CallInput } from "@/lib/recorder/answer/call-input";
import type { DeliveryOutcome } from "@/lib/recorder/answer/reply-sink";
import type { ReplyPart, SentCall } from "./recorder-messages";
import { RemoteReply } from "./remote-reply";

/** A call whose connection another thread has. */
export class RemoteCall implements CallInput {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly #gone = new AbortController();
  readonly #chunks: SentCall["chunks"];
  #reply: RemoteReply | null = null;

  constructor(
    private readonly id: number,
    { method, url, headers, chunks }: SentCall,
    private readonly post: (part: ReplyPart) => void,
  ) {
    this.method = method;
    this.url = url;
    this.headers = new Headers(headers.map(([name, value]): [string, string] => [name, value]));
    this.#chunks = chunks;
  }

  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  /** Its size was judged where it arrived. */
  async read(): Promise<SentCall["chunks"]> {
    return this.#chunks;
  }

  openReply(onGone: () => void): RemoteReply {
    this.#reply = new RemoteReply(this.id, this.post, onGone);
    return this.#reply;
  }

  /** Sends what the recorder answered; resolves when nothing more is heard of the call. */
  async answer(response: Response): Promise<void> {
    const head = { status: response.status, headers: [...response.headers] };
    if (this.#reply !== null && response.body === null) {
      this.#reply.begin(head);
      await this.#reply.outcome;
      return;
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    const chunks = bytes.length === 0 ? [] : [bytes];
    this.post({ type: "reply", id: this.id, head, chunks, end: "whole", delivers: null });
  }

  leave(): void {
    this.#gone.abort();
  }

  settle(outcome: DeliveryOutcome): void {
    this.#reply?.settle(outcome);
  }
}
