import { errorMessage } from "@/lib/core/base/error-message";
import type { Settings } from "@/lib/settings/settings";
import { blobsOf } from "@/lib/store/blobs/blobs-of";
import { openConnection } from "@/lib/store/open-connection";
import { pruneSessions } from "@/lib/store/prune-sessions";
import type { StoreOptions } from "@/lib/store/store-options";

/** How often old sessions are looked for, in ms. */
const EVERY_MS = 3_600_000;

type PruneSettings = Pick<
  Settings,
  "databaseUrl" | "blobs" | "blobsOlderThanMs" | "pruneOlderThanMs" | "pruneKeep"
>;

/**
 * Removes old sessions, and old evidence that stands apart, now and once an hour, where the settings say how old. Answers
 * how to stop, which waits for the transaction that runs. A failure is a line in the log, and the next hour tries again.
 */
export function startPruning(
  settings: PruneSettings,
  sharing: Pick<StoreOptions, "openWriter">,
): () => Promise<void> {
  const { pruneOlderThanMs: age, blobsOlderThanMs: blobAge } = settings;
  if (age === null && blobAge === null) return async () => undefined;
  const blobs = blobsOf(settings);
  let isStopped = false;
  const pruneBlobs = async () => {
    if (blobAge === null || isStopped) return;
    try {
      await blobs?.removeOlder(Date.now() - blobAge);
    } catch (error) {
      console.error(`Old evidence could not be removed: ${errorMessage(error)}`);
    }
  };
  const prune = async () => {
    if (age === null || isStopped) return;
    try {
      const connection = await openConnection({
        ...sharing,
        databaseUrl: settings.databaseUrl,
        isMigrated: true,
      });
      try {
        const query = { before: Date.now() - age, keep: settings.pruneKeep, isDry: false };
        for await (const _ of pruneSessions(connection, query, blobs)) if (isStopped) break;
      } finally {
        await connection.close();
      }
    } catch (error) {
      console.error(`Old sessions could not be removed: ${errorMessage(error)}`);
    }
  };
  const round = async () => {
    await prune();
    await pruneBlobs();
  };
  let running = round();
  const timer = setInterval(() => {
    running = running.then(round);
  }, EVERY_MS).unref();
  return async () => {
    isStopped = true;
    clearInterval(timer);
    await running;
  };
}
