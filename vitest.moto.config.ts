import { defineConfig, mergeConfig } from "vitest/config";
import fast from "./vitest.config";

/** The tests against moto's server, whose address `AWS_ENDPOINT_URL_S3` names: `npm run test:python` starts it. */
export default mergeConfig(
  { ...fast, test: { ...fast.test, include: [], exclude: [], globalSetup: [] } },
  defineConfig({
    test: { include: ["**/*.moto.test.ts"], exclude: ["**/node_modules/**", ".next/**"] },
  }),
);
