import { defineConfig } from "@playwright/test";
import { JOURNEYS_DATABASE_URL } from "./e2e/support/journeys-database";

const PORT = process.env.TURNTREE_E2E_PORT ?? "4105";
const browser = process.env.TURNTREE_CHROMIUM;

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  globalSetup: "./e2e/setup/record-demo.ts",
  // Bounds for what hangs, never for what is slow: the same journeys run on a busy machine.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  workers: 1,
  reporter: [["line"], ["json", { outputFile: "test-results/report.json" }]],
  outputDir: "test-results/artifacts",
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: 1,
    trace: "retain-on-failure",
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser }),
      args: [
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--font-render-hinting=none",
        "--disable-background-networking",
      ],
    },
  },
  webServer: {
    command: "node scripts/start.mjs",
    url: `http://127.0.0.1:${PORT}/healthz`,
    reuseExistingServer: false,
    timeout: 600_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
    // A journey reaches the server through a way that it can break, on a port of its own.
    env: { PORT, DATABASE_URL: JOURNEYS_DATABASE_URL, TURNTREE_ALLOWED_HOSTS: "127.0.0.1" },
  },
});
