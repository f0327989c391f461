import { type MessagePort, parentPort, type TransferListItem, workerData } from "node:worker_threads";
import { assume } from "@/lib/core/base/assume";
import { cacheBudget } from "@/lib/core/base/cache-budget";
import { getRuntime, type Runtime } from "@/lib/server/runtime";
import { faultOf } from "@/lib/threads/thread-fault";
import type { DeskBelongings, FromDesk, ToDesk } from "./desk-messages";
import { type DeskGiven, type DeskTaskName, runTask } from "./desk-tasks";
import { ServingThread } from "./serving-thread";

/** A thread of its own with a runtime of its own over the same database: see lib/api/desk/desk.ts. */
function sit(port: MessagePort): void {
  const asked = new Map<number, AbortController>();
  const tell = (message: FromDesk, transfer: readonly TransferListItem[] = []) =>
    port.postMessage(message, transfer);
  const { given } = assume<{ readonly given: DeskBelongings }>(workerData, "lib/api/desk/desk.ts gives it");
  const serving = new ServingThread(tell, given.writer, given.cacheShare);
  const runtime = getRuntime(serving.sharing);
  // Whoever asks is told why there is none.
  runtime.catch(() => undefined);

  const answer = async (ask: number, name: DeskTaskName, given: unknown): Promise<void> => {
    const waiting = new AbortController();
    asked.set(ask, waiting);
    try {
      await runtime;
      const fitting = assume<DeskGiven<typeof name>>(given, "lib/api/desk/desk.ts sends what the task takes");
      const value = await runTask(name, fitting, waiting.signal);
      tell({ type: "answer", ask, value }, streamsOf(value));
    } catch (error) {
      tell({ type: "refusal", ask, fault: faultOf(error) });
    }
  };

  port.on("message", (message: ToDesk) => {
    switch (message.type) {
      case "ask":
        void answer(message.ask, message.name, message.given);
        break;
      case "over":
        asked.get(message.ask)?.abort();
        asked.delete(message.ask);
        break;
      case "gave":
        serving.gave(message.ask, message.fault);
        break;
      case "close":
        for (const waiting of asked.values()) waiting.abort();
        void rise(runtime).then(() => tell({ type: "closed" }));
    }
  });
}

/** Ends what the desk began. */
async function rise(started: Promise<Runtime>): Promise<void> {
  const runtime = await started.catch(() => null);
  await runtime?.recorder.close();
  await runtime?.store.close();
  // What the thread held counts for the process no longer.
  cacheBudget().setLimit(0);
}

/** A body is not copied but handed over. */
function streamsOf(value: unknown): TransferListItem[] {
  if (typeof value !== "object" || value === null || !("body" in value)) return [];
  return value.body instanceof ReadableStream
    ? [assume<TransferListItem>(value.body, "Node transfers web streams")]
    : [];
}

if (parentPort !== null) sit(parentPort);
