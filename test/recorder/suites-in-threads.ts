import { resolve } from "node:path";
import { describe } from "vitest";
import { recordInThreads } from "./thread-programs";

/** Runs test files of the recorder with calls recorded in two threads: what holds of one thread holds of these. */
export function suitesInThreads(suites: readonly string[]): void {
  recordInThreads(2);
  describe.each(suites)("in threads: %s", async (suite) => {
    await import(/* @vite-ignore */ resolve("lib/recorder", `${suite}.test.ts`));
  });
}
