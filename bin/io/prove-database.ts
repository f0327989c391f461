import { storedFaults } from "@/bin/commands/stored-faults";
import type { Settings } from "@/lib/settings/settings";
import { openStore } from "@/lib/store/open-store";
import { CheckFailed } from "./check-failed";

/** How much was proven. */
export interface ProvenDatabase {
  readonly sessions: number;
}

/**
 * Opens a database, which brings it to this build's schema, and derives the digests of all its sessions anew, as
 * `turntree verify` does. Throws `CheckFailed` with the first thing that is not as it was received.
 */
export async function proveDatabase(databaseUrl: string, settings: Settings): Promise<ProvenDatabase> {
  const store = await openStore({ databaseUrl, blobs: settings.blobs });
  let sessions = 0;
  try {
    for await (const faults of storedFaults(store, { session: [] }, settings)) {
      sessions++;
      const [first] = faults;
      if (first === undefined) continue;
      const { session, reason } = first;
      throw new CheckFailed(`${session === "" ? "" : `session ${session}: `}${reason}`);
    }
  } finally {
    await store.close();
  }
  return { sessions };
}
