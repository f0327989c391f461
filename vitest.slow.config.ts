import { defineConfig, mergeConfig } from "vitest/config";
import fast from "./vitest.config";

/** The tests that wait for minutes, such as the reply that is held for longer than any default time limit. */
export default mergeConfig(
  { ...fast, test: { ...fast.test, include: [], exclude: [] } },
  defineConfig({
    test: {
      include: ["**/*.slow.test.ts"],
      exclude: ["**/node_modules/**", ".next/**"],
      testTimeout: 900_000,
      expect: { poll: { timeout: 600_000 } },
    },
  }),
);
