/**
 * Where bytes live that are too large for the database: each session's apart, under their SHA-256, so that they go with
 * it. What is gone stays gone: a reader says so. Where the place itself fails, all throw `StoreFault`, which names it.
 */
export interface BlobStore {
  /** The place, as people name it. */
  readonly place: string;
  /** Durable when it resolves. */
  put(session: string, digest: string, bytes: Uint8Array): Promise<void>;
  /** Null where it is no longer kept. */
  get(session: string, digest: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** The digests of all that is kept of a session. */
  digests(session: string): Promise<readonly string[]>;
  /** Deletes all that is kept of a session; nothing where nothing is. */
  remove(session: string): Promise<void>;
  /**
   * Deletes what was put before a time, of whichever session; answers how much it was.
   *
   * @param before milliseconds since 1970.
   */
  removeOlder(before: number): Promise<number>;
}
