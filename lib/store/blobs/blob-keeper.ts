import { errorMessage } from "@/lib/core/base/error-message";
import { processFigures } from "@/lib/core/base/process-figures";
import type { BlobStore } from "./blob-store";

/** A place that fails is not asked again for so long, in ms: each call would wait for it. */
const LEFT_ALONE_MS = 30_000;

/**
 * Puts blobs in their place while it takes them. One that fails holds up no call: the database keeps the bytes, the log
 * and `/metrics` say so, and the place is tried again later.
 */
export class BlobKeeper {
  #leftAloneUntil = 0;
  #fails = false;

  constructor(
    readonly blobs: BlobStore,
    private readonly now: () => number = Date.now,
  ) {}

  /** Whether the place has the bytes. Never rejects. */
  async takes(session: string, digest: string, bytes: Uint8Array): Promise<boolean> {
    const hasThem = this.now() >= this.#leftAloneUntil && (await this.#put(session, digest, bytes));
    if (!hasThem) processFigures.add("evidence_displaced", 1);
    return hasThem;
  }

  async #put(session: string, digest: string, bytes: Uint8Array): Promise<boolean> {
    try {
      await this.blobs.put(session, digest, bytes);
    } catch (error) {
      this.#leftAloneUntil = this.now() + LEFT_ALONE_MS;
      if (!this.#fails) console.error(`${errorMessage(error)} The database keeps evidence meanwhile.`);
      this.#fails = true;
      return false;
    }
    if (this.#fails) console.error(`${this.blobs.place} takes evidence again.`);
    this.#fails = false;
    return true;
  }
}
