import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { workerData } from "node:worker_threads";

/** Where the programs of the server's threads (lib/threads/start-thread.ts) are written. */
const SOURCES = {
  desk: "../lib/api/desk/desk-thread.ts",
  recorder: "../lib/server/recorders/recorder-thread.ts",
  writer: "../lib/store/writer/writer-thread.ts",
};

// What all threads of the process count stands in one piece of memory (lib/core/base/process-figures.ts).
globalThis[Symbol.for("turntree.process-figures")] = workerData.figures;

/** A program as the build made it and as it is written. */
const { program } = workerData;
const made =
  process.env.TURNTREE_TEST_PROGRAMS ?? (process.env.NODE_ENV === "production" ? ".next/threads" : null);
const bundle = made === null ? null : pathToFileURL(resolve(made, `${program}.mjs`));
const source = new URL(SOURCES[program], import.meta.url);

if (bundle !== null && existsSync(bundle)) {
  await import(bundle);
} else {
  const { register } = await import("tsx/esm/api");
  register();
  await import(source);
}
