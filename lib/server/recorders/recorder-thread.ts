import { parentPort, workerData } from "node:worker_threads";
import { assume } from "@/lib/core/base/assume";
import type { RecorderBelongings } from "./recorder-messages";
import { RecordingThread } from "./recording-thread";

/** A thread that takes the calls of some sessions: see lib/server/recorders/thread-recorder.ts. */
if (parentPort !== null) {
  const { given } = assume<{ readonly given: RecorderBelongings }>(
    workerData,
    "lib/server/recorders/recorder-host.ts gives it",
  );
  new RecordingThread(parentPort, given);
}
