import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DATABASES, MODELS, schemaOf } from "./database-schemas.mjs";
import { isPacked } from "./is-packed.mjs";
import { patchTemplateEngine } from "./patch-template-engine.mjs";
import { runCommand } from "./run-command.mjs";
import { sourceHash } from "./source-hash.mjs";
import { step } from "./step.mjs";

const FOLDER = "prisma/generated";
const STAMP = path.join(FOLDER, ".schema-hash");

/** The code is written against one client's types: those of the other are the same, but TypeScript cannot know. */
const FACADE = `export * from "./sqlite/client";\n`;

/** Makes what is made of other files: the patched template library and the database clients. */
export async function ensureGenerated() {
  if (isPacked()) return;
  await patchTemplateEngine();
  await generateClients();
}

/** Generates the database clients when the models changed. No native engine is needed, so none is downloaded. */
async function generateClients() {
  const wanted = sourceHash([MODELS, "prisma.config.ts", "scripts/setup/database-schemas.mjs"]);
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return;
  await step("Generating the database clients", async () => {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    await Promise.all(Object.keys(DATABASES).map(generate));
    writeFileSync(path.join(FOLDER, "client.ts"), FACADE);
  });
  writeFileSync(STAMP, wanted);
}

async function generate(database) {
  const schema = path.join(FOLDER, `${database}.prisma`);
  writeFileSync(schema, schemaOf(database));
  await runCommand("npx", ["--no-install", "prisma", "generate", "--schema", schema], {
    env: {
      PRISMA_SCHEMA_ENGINE_BINARY: "/bin/false",
      CHECKPOINT_DISABLE: "1",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
    },
  });
}
