import { assume } from "@/lib/core/base/assume";
import type { SessionChange, Store } from "@/lib/store/store";
import { ChangeTexts } from "./change-texts";
import { Slices } from "./slices";

/**
 * How often the changes of other processes are looked for, in ms. A turn should be on screen in half a second. Where the
 * database tells of them, what it told while its connection was broken is found so.
 */
const POLL_MS = { untold: 250, told: 5_000 } as const;

/** Changes that come within this time are told together, in ms: four hundred pages cost ten writes a second each. */
const GATHER_MS = 100;

/** A word is sent this often where nothing happens, in ms. */
const KEEP_ALIVE_MS = 5_000;

/** What a feed needs of a store. */
export type ChangeSource = Pick<Store, "subscribe" | "watch" | "changesSince" | "lastRevision">;

/** What may wait for the feed to go on. */
export interface FeedReader {
  /** There is something new. */
  wake(): void;
  /** A word is due, so that proxies keep the stream open and pages know that they are heard. */
  ping(): void;
}

/**
 * The one place of a process that asks what changed. However many pages are open, one subscription hears of this
 * process's commits, the database or a timer tells of those of others, and each change becomes text once.
 */
export class ChangeFeed {
  readonly texts = new ChangeTexts();
  readonly #source: ChangeSource;
  readonly #readers = new Set<FeedReader>();
  readonly #slices = new Slices();
  #opened: Promise<void> | null = null;
  #openings = 0;
  #end = (): void => {};
  #isLooking = false;
  #mayLook = true;
  #isAskedAgain = false;

  constructor(source: ChangeSource) {
    this.#source = source;
  }

  /** How many read. */
  get readers(): number {
    return this.#readers.size;
  }

  /** Adds a reader, and resolves when the feed knows where the changes stand. Rejects where the store cannot say. */
  async join(reader: FeedReader): Promise<void> {
    this.#readers.add(reader);
    this.#opened ??= this.#open();
    try {
      await this.#opened;
      await this.#slices.turn();
    } catch (error) {
      this.leave(reader);
      throw error;
    }
  }

  leave(reader: FeedReader): void {
    this.#readers.delete(reader);
    if (this.#readers.size === 0) this.#close();
  }

  /** Changes after a revision that are no longer held here, from the database. */
  changesSince(revision: number): Promise<readonly SessionChange[]> {
    return this.#source.changesSince(revision);
  }

  async #open(): Promise<void> {
    const opening = ++this.#openings;
    const revision = await this.#source.lastRevision();
    if (opening !== this.#openings || this.#readers.size === 0) return;
    this.texts.beginAfter(revision);
    const unsubscribe = this.#source.subscribe(() => this.#ask());
    const unwatch = this.#source.watch(() => this.#ask());
    const poll = setInterval(() => this.#ask(), POLL_MS[unwatch === null ? "untold" : "told"]);
    const keepAlive = setInterval(() => {
      this.#tell((reader) => reader.ping());
    }, KEEP_ALIVE_MS);
    this.#end = () => {
      unsubscribe();
      unwatch?.();
      clearInterval(poll);
      clearInterval(keepAlive);
    };
    this.#ask();
  }

  #close(): void {
    this.#openings++;
    this.#end();
    this.#end = () => {};
    this.#opened = null;
  }

  /** Looks now, or once the last look is over and its time is out. */
  #ask(): void {
    if (this.#isLooking || !this.#mayLook) {
      this.#isAskedAgain = true;
      return;
    }
    void this.#look();
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    this.#mayLook = false;
    this.#isAskedAgain = false;
    setTimeout(() => {
      this.#mayLook = true;
      if (this.#isAskedAgain && this.#opened !== null) this.#ask();
    }, GATHER_MS).unref();
    const { last } = this.texts;
    try {
      await this.#read();
    } catch (error) {
      // What cannot be read now is looked for again by the timer; the store says in its own calls what is wrong.
      console.error(error);
    } finally {
      this.#isLooking = false;
    }
    if (this.texts.last > last) this.#tell((reader) => reader.wake());
  }

  #tell(word: (reader: FeedReader) => void): void {
    for (const reader of this.#readers) void this.#slices.turn().then(() => word(reader));
  }

  async #read(): Promise<void> {
    for (;;) {
      const page = await this.#source.changesSince(this.texts.last);
      if (page.length === 0 || this.#opened === null) return;
      this.texts.add(page);
    }
  }
}

const FEEDS = Symbol.for("turntree.change-feeds");

/** The feed of a store: one, although Next bundles routes apart. */
export function changeFeedOf(source: ChangeSource): ChangeFeed {
  const slots = assume<{ [FEEDS]?: WeakMap<ChangeSource, ChangeFeed> }>(globalThis, "written here only");
  slots[FEEDS] ??= new WeakMap();
  const feed = slots[FEEDS].get(source) ?? new ChangeFeed(source);
  slots[FEEDS].set(source, feed);
  return feed;
}
