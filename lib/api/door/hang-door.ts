import { assume } from "@/lib/core/base/assume";
import { startServer } from "@/lib/server/start-server";
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
  const { settings, recorder, store, gate } = await startServer();
  slots[HUNG]?.({
    door: createDoor(settings, gate),
    async close() {
      await recorder.close();
      await store.close();
    },
  });
}
