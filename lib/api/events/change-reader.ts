import type { ChangeFeed, FeedReader } from "./change-feed";
import { changeText } from "./change-texts";

/** A reader that is further behind than this is told to read anew what it shows, rather than all that it missed. */
const MOST_MISSED = 10_000;

/**
 * One page's place in the feed. Nothing is kept for it but the revision up to which it was told: what it takes slowly
 * is read again from where it is, from the feed's texts or from the database.
 */
export class ChangeReader implements FeedReader {
  readonly #feed: ChangeFeed;
  readonly #session: string | null;
  #told: number | null;
  #isPingDue = false;
  #isStopped = false;
  #awaken = (): void => {};

  /** @param after the revision that the page knows; null to begin with what comes next. */
  constructor(feed: ChangeFeed, session: string | null, after: number | null) {
    this.#feed = feed;
    this.#session = session;
    this.#told = after;
  }

  /** Joins the feed; answers what the stream begins with. */
  async begin(): Promise<Uint8Array> {
    await this.#feed.join(this);
    this.#told ??= this.#feed.texts.last;
    return bytesOf(`retry: 1000\nid: ${this.#told}\nevent: ready\ndata: {}\n\n`);
  }

  /** What is sent next, when there is something; null when the reader was stopped. */
  async next(): Promise<Uint8Array | null> {
    for (;;) {
      if (this.#isStopped) return null;
      const bytes = await this.#read();
      if (bytes.length > 0) return bytes;
      if (this.#isPingDue) {
        this.#isPingDue = false;
        return bytesOf(`id: ${this.#told ?? 0}\nevent: ping\ndata: {}\n\n`);
      }
      if (this.#isBehind()) continue;
      await new Promise<void>((resolve) => {
        this.#awaken = resolve;
      });
    }
  }

  wake(): void {
    this.#awaken();
  }

  ping(): void {
    this.#isPingDue = true;
    this.#awaken();
  }

  stop(): void {
    this.#isStopped = true;
    this.#feed.leave(this);
    this.#awaken();
  }

  #isBehind(): boolean {
    return this.#isStopped || (this.#told ?? 0) !== this.#feed.texts.last;
  }

  async #read(): Promise<Uint8Array> {
    const { texts } = this.#feed;
    const told = this.#told ?? texts.last;
    // A revision that is still to come was given by another database, and says nothing of this one.
    if (told > texts.last || texts.last - told > MOST_MISSED) return this.#reset(texts.last);
    if (texts.holdsAfter(told)) {
      this.#told = texts.last;
      return texts.after(told, this.#session);
    }
    const page = await this.#feed.changesSince(told);
    this.#told = page.at(-1)?.revision ?? texts.last;
    const session = this.#session;
    return bytesOf(
      page
        .filter((change) => session === null || change.session === session)
        .map(changeText)
        .join(""),
    );
  }

  #reset(last: number): Uint8Array {
    this.#told = last;
    return bytesOf(`id: ${last}\nevent: reset\ndata: {}\n\n`);
  }
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
