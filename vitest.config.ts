import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: { alias: { "@": root.replace(/\/$/, "") } },
  test: {
    include: ["**/*.test.ts", "**/*.test.tsx"],
    exclude: ["**/node_modules/**", ".next/**", "**/*.{slow,moto}.test.ts"],
    globalSetup: "test/postgres/postgres-broker.ts",
    pool: "forks",
    maxWorkers: 2,
    // Bounds for what hangs, never for what is slow: the same tests run on a busy machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { interval: 20, timeout: 60_000 } },
  },
});
