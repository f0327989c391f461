import { execFileSync } from "node:child_process";
import type { FullConfig } from "@playwright/test";

/** Records the named scenarios through the running server, so that the journeys open real recordings. */
export default function recordDemo(config: FullConfig): void {
  const port = new URL(config.projects[0]?.use.baseURL ?? "").port;
  execFileSync(process.execPath, ["scripts/demo.mjs"], {
    stdio: "inherit",
    env: { ...process.env, PORT: port },
  });
}
