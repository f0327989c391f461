import { type CacheBudget, cacheBudget } from "@/lib/core/base/cache-budget";

/** A reply of another server's, as it was passed on. */
export interface KeptReply {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly isStream: boolean;
}

/** Bytes of all of them together: a retry comes within seconds, so the latest few are enough. */
const MOST_BYTES = 16_777_216;

/**
 * The latest replies that were passed on, by the keys of their calls, for retries of those. They hold what no recording
 * does, such as members that no reader knows.
 */
export class KeptReplies {
  private readonly replies = new Map<string, KeptReply>();
  private bytes = 0;

  constructor(private readonly budget: CacheBudget = cacheBudget()) {}

  get(callKey: string): KeptReply | null {
    return this.replies.get(callKey) ?? null;
  }

  add(callKey: string, reply: KeptReply): void {
    if (reply.bytes.length > MOST_BYTES) return;
    this.delete(callKey);
    this.replies.set(callKey, reply);
    this.bytes += reply.bytes.length;
    const drop = () => this.delete(callKey);
    this.budget.hold(reply, { cache: "replies", bytes: reply.bytes.length, drop });
    for (const oldest of this.replies.keys()) {
      if (this.bytes <= MOST_BYTES) return;
      this.delete(oldest);
    }
  }

  private delete(callKey: string): boolean {
    const reply = this.replies.get(callKey);
    if (reply === undefined) return true;
    this.replies.delete(callKey);
    this.bytes -= reply.bytes.length;
    this.budget.release(reply);
    return true;
  }
}
