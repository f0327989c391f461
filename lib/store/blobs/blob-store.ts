/**
 * Where bytes live that are too large for the database: each session's apart, under their SHA-256, so that they go with
 * it. What is gone stays gone: a reader says so.
 */
export interface BlobStore {
  /** Durable when it resolves. */
  put(session: string, digest: string, bytes: Uint8Array): Promise<void>;
  /** Null where it is no longer kept. */
  get(session: string, digest: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Deletes all that is kept of a session; nothing where nothing is. */
  remove(session: string): Promise<void>;
}
