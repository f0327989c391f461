import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { migrationNames, migrationsFolder } from "./migration-files.mjs";
import { withSchemaEngine } from "./schema-engine.mjs";

/** Tables that a migration makes by hand, since the schema language cannot say them: full-text search. */
const FILTERS = {
  externalTables: ["", "_data", "_idx", "_content", "_docsize", "_config"].map(
    (part) => `MessageSearch${part}`,
  ),
  externalEnums: [],
};

/** The script that takes SQLite's migrations to a schema; empty when they agree. They are replayed in memory. */
export function planSqlite(schema) {
  const files = [{ path: resolve("prisma/schema.prisma"), content: schema }];
  return withSchemaEngine(scriptSafe(new PrismaBetterSqlite3({ url: ":memory:" })), files, async (engine) => {
    const given = { migrationsList: readMigrations(), filters: FILTERS };
    // Makes `_prisma_migrations`, without which devDiagnostic fails.
    await engine.applyMigrations(given);
    // Replays the history in the shadow database and fills the cache that createMigration reads.
    const diagnostic = await engine.devDiagnostic(given);
    if (diagnostic.action.tag === "reset") throw new Error(diagnostic.action.reason);
    const planned = await engine.createMigration({
      ...given,
      draft: false,
      migrationName: "planned",
      schema: { files },
    });
    return planned.migrationScript ?? "";
  });
}

/**
 * The engine replays a migration with `executeRaw`; better-sqlite3 prepares one statement only, so a script without
 * arguments goes through `executeScript`.
 */
function scriptSafe(factory) {
  const wrap = (adapter) => {
    const one = adapter.executeRaw.bind(adapter);
    adapter.executeRaw = async (query) => {
      if (query.args.length > 0) return one(query);
      await adapter.executeScript(query.sql);
      return 0;
    };
    return adapter;
  };
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => wrap(await factory.connect()),
    connectToShadowDb: async () => wrap(await factory.connectToShadowDb()),
  };
}

function readMigrations() {
  const folder = migrationsFolder("sqlite");
  const lock = join(folder, "migration_lock.toml");
  return {
    baseDir: resolve(folder),
    lockfile: { path: "migration_lock.toml", content: existsSync(lock) ? readFileSync(lock, "utf8") : null },
    shadowDbInitScript: "",
    migrationDirectories: migrationNames("sqlite").map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: readFileSync(join(folder, name, "migration.sql"), "utf8") },
      },
    })),
  };
}
