import { closeDesks, openDesks } from "@/lib/api/desk/desks";
import { assume } from "@/lib/core/base/assume";
import { startServer } from "@/lib/server/start-server";
import { WriteQueue, type WriteTurn } from "@/lib/store/write-queue";
import { createDoor, type Door } from "./door";

/** What the start script (scripts/serve.mjs), which is not bundled, takes of the application. */
interface Hung {
  readonly door: Door;
  /** Closes all streams and waits until everything is written. */
  close(): Promise<void>;
}

const HUNG = Symbol.for("turntree.hung");

const slots = assume<{ [HUNG]?: (hung: Hung) => void }>(
  globalThis,
  "scripts/serve.mjs alone writes the slot",
);

/** Starts the process's parts and hands the start script the door that it leads every request through. */
export async function hangDoor(): Promise<void> {
  const writes = new WriteQueue();
  const writeTurn: WriteTurn = (write) => writes.run(write);
  const { settings, recorder, store, gate, reserve } = await startServer({ writeTurn });
  openDesks({ env: process.env }, { writeTurn, reserve });
  slots[HUNG]?.({
    door: createDoor(settings, gate),
    async close() {
      await closeDesks();
      await recorder.close();
      await store.close();
    },
  });
}
