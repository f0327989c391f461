import { mkdtempSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll } from "vitest";

interface Bundler {
  bundleThreads(outdir: string): Promise<void>;
}

/** Has recorders of this test file record in so many threads, whose programs start from one file each. */
export function recordInThreads(count: number): void {
  // Beside what they import.
  const programs = mkdtempSync("node_modules/.turntree-threads-");
  process.env.TURNTREE_TEST_THREADS = String(count);
  process.env.TURNTREE_TEST_PROGRAMS = programs;
  beforeAll(async () => {
    const made: Bundler = await import(/* @vite-ignore */ resolve("scripts/setup/bundle-threads.mjs"));
    await made.bundleThreads(programs);
  });
  afterAll(() => rmSync(programs, { recursive: true }));
}
