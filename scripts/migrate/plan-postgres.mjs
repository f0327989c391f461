import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { withSchemaEngine } from "./schema-engine.mjs";

/** The models as PostgreSQL's last migration left them: what the next is told from, so that no server is needed. */
const MIGRATED_MODELS = "prisma/postgres/migrated-models.prisma";

/** The engine asks a server for nothing when it compares two schemas; it only wants to know what it would ask. */
const NO_SERVER = {
  adapterName: "none",
  provider: "postgres",
  queryRaw: async () => ({
    columnNames: ["version", "numeric_version", "namespace_exists"],
    columnTypes: [7, 0, 5],
    rows: [],
  }),
  executeRaw: async () => 0,
  executeScript: async () => undefined,
  getConnectionInfo: () => ({ schemaName: "public", supportsRelationJoins: true }),
  startTransaction: async () => {
    throw new Error("there is no server");
  },
  dispose: async () => undefined,
};

/**
 * The script that takes PostgreSQL's migrations to the models; empty when they agree.
 *
 * @param schemaOf makes a schema of the text of the models.
 */
export async function planPostgres(models, schemaOf) {
  const before = existsSync(MIGRATED_MODELS) ? readFileSync(MIGRATED_MODELS, "utf8") : null;
  if (before === models) return "";
  const filesOf = (text) => [{ path: resolve("prisma/schema.prisma"), content: schemaOf(text) }];
  const factory = {
    provider: "postgres",
    adapterName: "none",
    connect: async () => NO_SERVER,
    connectToShadowDb: async () => NO_SERVER,
  };
  return withSchemaEngine(factory, filesOf(models), async (engine) => {
    const { exitCode, stdout } = await engine.diff({
      from: before === null ? { tag: "empty" } : { tag: "schemaDatamodel", files: filesOf(before) },
      to: { tag: "schemaDatamodel", files: filesOf(models) },
      script: true,
      exitCode: true,
      shadowDatabaseUrl: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return exitCode === 0 ? "" : stdout;
  });
}

/** Takes note that PostgreSQL's migrations now lead to the models. */
export function keepMigratedModels(models) {
  writeFileSync(MIGRATED_MODELS, models);
}
