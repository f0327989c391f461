import { MOST_MESSAGE_LENGTH } from "@/lib/engine/message-length";

/** Where a stream of any protocol says that it ends: from here on bytes wait until the turn is on disk. */
const END_OF_STREAM = /\[DONE\]|"message_stop"|"response\.(completed|incomplete|failed)"/;

/** Collects the bytes of a reply that is passed on, and holds those back that may not be sent before it is recorded. */
export class ReplyCollector {
  private readonly received: Uint8Array[] = [];
  private held: Uint8Array[] = [];
  private kept = 0;
  /** Bytes of the whole reply. */
  length = 0;

  /** @param isStream A reply in one piece is held to its end. */
  constructor(private readonly isStream: boolean) {}

  /** Takes the next bytes, and gives those that may be sent now. */
  add(chunk: Uint8Array): readonly Uint8Array[] {
    this.length += chunk.length;
    this.held.push(chunk);
    // What is longer is not read, and so not held either.
    if (this.length > MOST_MESSAGE_LENGTH) return this.rest();
    this.received.push(chunk);
    this.kept += chunk.length;
    if (!this.isStream || this.endsHere()) return [];
    return this.rest();
  }

  /** What was held back. */
  rest(): readonly Uint8Array[] {
    const rest = this.held;
    this.held = [];
    return rest;
  }

  /** Whether `bytes` are the whole reply. */
  get isKeptWhole(): boolean {
    return this.kept === this.length;
  }

  /** The reply as far as it is read. */
  bytes(): Uint8Array {
    return Buffer.concat(this.received, this.kept);
  }

  private endsHere(): boolean {
    return END_OF_STREAM.test(Buffer.concat(this.received.slice(-2)).toString("latin1"));
  }
}
