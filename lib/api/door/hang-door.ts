import { closeDesks, openDesks } from "@/lib/api/desk/desks";
import { assume } from "@/lib/core/base/assume";
import { startPruning } from "@/lib/server/start-pruning";
import { startServer } from "@/lib/server/start-server";
import { PortWriter } from "@/lib/store/writer/port-writer";
import { WriterHost } from "@/lib/store/writer/writer-host";
import { createDoor, type Door } from "./door";

/** What the start script (scripts/serve.mjs), which is not bundled, takes of the application. */
interface Hung {
  readonly door: Door;
  /** Closes all streams and waits until everything is written. */
  close(): Promise<void>;
}

/** Of what caches may take, calls have this part, and the desks the rest. */
const CALLS_SHARE = 0.5;

const HUNG = Symbol.for("turntree.hung");

const slots = assume<{ [HUNG]?: (hung: Hung) => void }>(
  globalThis,
  "scripts/serve.mjs alone writes the slot",
);

/** Starts the process's parts and hands the start script the door that it leads every request through. */
export async function hangDoor(): Promise<void> {
  const writer = new WriterHost();
  const { settings, recorder, store, gate, reserve, examiner } = await startServer({
    openWriter: (databaseUrl, durability) => writer.open(databaseUrl, durability),
    cacheShare: CALLS_SHARE,
    connectWriter: () => writer.connect(),
  });
  openDesks(
    { env: process.env, cacheShare: 1 - CALLS_SHARE },
    { connectWriter: () => writer.connect(), reserve },
  );
  const stopPruning = startPruning(settings, {
    openWriter: (databaseUrl) => new PortWriter(writer.connect(), databaseUrl),
  });
  // The simulated engine answers by a script, of which a look would take answers away.
  const stopExamining = settings.engine === "sim" ? () => undefined : examiner.start();
  slots[HUNG]?.({
    door: createDoor(settings, gate),
    async close() {
      stopExamining();
      await stopPruning();
      await closeDesks();
      await recorder.close();
      await store.close();
      await writer.close();
    },
  });
}
