import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { isPacked } from "./is-packed.mjs";
import { runCommand } from "./run-command.mjs";
import { sourceHash } from "./source-hash.mjs";
import { step } from "./step.mjs";

const STAMP = ".next/source-hash";
const SOURCES = [
  "app",
  "components",
  "lib",
  "prisma",
  "instrumentation.ts",
  "scripts/setup/bundle-threads.mjs",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];

/** Builds the application when any source of it changed since the last build. */
export async function ensureBuilt() {
  if (isPacked()) return;
  const wanted = sourceHash(SOURCES);
  if (existsSync(".next/BUILD_ID") && existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return;
  await step("Building the application", async () => {
    await runCommand("npx", ["--no-install", "next", "build"], { env: { NEXT_TELEMETRY_DISABLED: "1" } });
    // Imported here, when packages are surely installed.
    const { bundleThreads } = await import("./bundle-threads.mjs");
    await bundleThreads();
  });
  writeFileSync(STAMP, wanted);
}
