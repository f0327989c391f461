import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { TransferListItem, Worker } from "node:worker_threads";
import { processFigures } from "@/lib/core/base/process-figures";

/** Begins any of the programs, from what the build made of it or from its source. */
const BEGIN = "scripts/begin-thread.mjs";

/** The programs that run in threads of their own. */
export type ThreadProgram = "desk" | "recorder" | "writer";

export interface ThreadStart {
  /** The thread has an environment of its own; this process's unless given. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What the program finds in `workerData.given`. */
  readonly given?: unknown;
  /** What of that is handed over and not copied. */
  readonly transfer?: readonly TransferListItem[];
}

/** Starts a thread that does not keep the process alive. */
export function startThread(
  program: ThreadProgram,
  { env = process.env, given = null, transfer = [] }: ThreadStart = {},
): Worker {
  // Through the process: a bundler that sees a worker made looks for its program at build time.
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const worker = new Worker(pathToFileURL(resolve(BEGIN)), {
    execArgv: [],
    env: { ...env },
    workerData: { program, given, figures: processFigures.memory },
    transferList: [...transfer],
  });
  worker.unref();
  return worker;
}
