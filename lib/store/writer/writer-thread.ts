import { parentPort, workerData } from "node:worker_threads";
import { assume } from "@/lib/core/base/assume";
import { databaseOf } from "@/lib/store/database/database-of";
import { BatchWriter } from "./batch-writer";
import { WriterService } from "./serve-writer";
import type { ToWriterThread, WriterGiven } from "./writer-messages";

/** The thread that writes: nobody else of the process waits for the disk. See lib/store/writer/writer-host.ts. */
const { given } = assume<{ readonly given: WriterGiven }>(
  workerData,
  "lib/store/writer/writer-host.ts gives it",
);
const writer = new BatchWriter(databaseOf(given.databaseUrl, given.durability));
const service = new WriterService(writer);

parentPort?.on("message", (message: ToWriterThread) => {
  switch (message.type) {
    case "port":
      service.add(message.port);
      break;
    case "end":
      void writer.close().then(() => process.exit());
      break;
    default:
      message satisfies never;
  }
});
