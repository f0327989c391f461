import { errorMessage } from "@/lib/core/base/error-message";
import type { Settings } from "@/lib/settings/settings";
import { blobsOf } from "@/lib/store/blobs/blobs-of";
import type { Connection } from "@/lib/store/connection";
import { openConnection } from "@/lib/store/open-connection";
import { pruneChanges } from "@/lib/store/prune-changes";
import { pruneSessions } from "@/lib/store/prune-sessions";
import type { StoreOptions } from "@/lib/store/store-options";

/** How often what is old is looked for, in ms. */
const OLD_EVERY_MS = 3_600_000;

/** How often the log of changes is shortened, in ms. */
const CHANGES_EVERY_MS = 600_000;

type PruneSettings = Pick<
  Settings,
  "databaseUrl" | "blobs" | "blobsOlderThanMs" | "pruneOlderThanMs" | "pruneKeep"
>;

type Prune = (connection: Connection) => AsyncGenerator<unknown>;

/**
 * Shortens the log of changes now and then. Removes old sessions, and old evidence that stands apart, now and once an
 * hour, where the settings say how old. Answers how to stop, which waits for the transaction that runs. A failure is a
 * line in the log, and the next round tries again.
 */
export function startPruning(
  settings: PruneSettings,
  sharing: Pick<StoreOptions, "openWriter">,
): () => Promise<void> {
  const { pruneOlderThanMs: age, blobsOlderThanMs: blobAge } = settings;
  const blobs = blobsOf(settings);
  let isStopped = false;
  const attempt = async (what: string, remove: () => Promise<void>) => {
    if (isStopped) return;
    try {
      await remove();
    } catch (error) {
      console.error(`${what} could not be removed: ${errorMessage(error)}`);
    }
  };
  const prune = async (batchesOf: Prune) => {
    const { databaseUrl } = settings;
    const connection = await openConnection({ ...sharing, databaseUrl, isMigrated: true });
    try {
      for await (const _ of batchesOf(connection)) if (isStopped) break;
    } finally {
      await connection.close();
    }
  };
  const old = async () => {
    if (age !== null) {
      const query = { before: Date.now() - age, keep: settings.pruneKeep, isDry: false };
      await attempt("Old sessions", () => prune((connection) => pruneSessions(connection, query, blobs)));
    }
    if (blobAge !== null) {
      await attempt("Old evidence", async () => void (await blobs?.removeOlder(Date.now() - blobAge)));
    }
  };
  let running = old();
  const every = (ms: number, task: () => Promise<void>) =>
    setInterval(() => {
      running = running.then(task);
    }, ms).unref();
  const changes = () => attempt("Old changes", () => prune(pruneChanges));
  const timers = [every(OLD_EVERY_MS, old), every(CHANGES_EVERY_MS, changes)];
  return async () => {
    isStopped = true;
    for (const timer of timers) clearInterval(timer);
    await running;
  };
}
