import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { runCommand } from "./run-command.mjs";
import { sourceHash } from "./source-hash.mjs";
import { step } from "./step.mjs";

const STAMP = "prisma/generated/.schema-hash";

/** Generates the database client when the schema changed. No native engine is needed, so none is downloaded. */
export async function ensureGenerated() {
  const wanted = sourceHash(["prisma/schema.prisma", "prisma.config.ts"]);
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return;
  await step("Generating the database client", () =>
    runCommand("npx", ["--no-install", "prisma", "generate"], {
      env: {
        PRISMA_SCHEMA_ENGINE_BINARY: "/bin/false",
        CHECKPOINT_DISABLE: "1",
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
      },
    }),
  );
  writeFileSync(STAMP, wanted);
}
