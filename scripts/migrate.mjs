// Authors and checks the migrations of both databases from one file of models, prisma/schema.prisma. No database and no
// binary is needed: SQLite's are replayed in memory, PostgreSQL's told from the models as its last migration left them.
//
//   node scripts/migrate.mjs new NAME   writes prisma/{sqlite,postgres}/migrations/<stamp>_NAME/migration.sql
//   node scripts/migrate.mjs check      exits 2 when models and migrations differ, or one database lacks a migration
//
// Where SQLite has a migration that PostgreSQL lacks, `new` writes PostgreSQL's of the same name, and needs no NAME.
// What the schema language cannot say (triggers, search) is written by hand into both.
import { readFileSync } from "node:fs";
import {
  migrationNames,
  missingOnPostgres,
  missingOnSqlite,
  writeMigration,
} from "./migrate/migration-files.mjs";
import { keepMigratedModels, planPostgres } from "./migrate/plan-postgres.mjs";
import { planSqlite } from "./migrate/plan-sqlite.mjs";
import { MODELS, schemaOf } from "./setup/database-schemas.mjs";

/** What stands in a migration of which this database needs nothing; a script may not be empty. */
const NOTHING = "-- Nothing to do in this database.\n";

function stampNow() {
  return new Date().toISOString().replace(/\D/g, "").slice(0, 14);
}

/** Revisions have 64 bits. SQLite's INTEGER has them too, and no other type counts up by itself. */
function withPlainIntegers(schema) {
  return schema.replace(/^( {2}revision +)BigInt/gm, "$1Int");
}

/** What each database's migrations lack of the models. */
async function planBoth(models) {
  // One after the other: they share one engine.
  const sqlite = await planSqlite(withPlainIntegers(schemaOf("sqlite", models)));
  const postgres = await planPostgres(models, (text) => schemaOf("postgres", text));
  return { sqlite, postgres };
}

async function writeBoth(name) {
  const models = readFileSync(MODELS, "utf8");
  const { sqlite, postgres } = await planBoth(models);
  const unmatched = missingOnPostgres();
  if (sqlite !== "" || (unmatched.length === 0 && postgres !== "")) {
    if (!name) throw new Error("usage: node scripts/migrate.mjs new NAME | check");
    const folder = `${stampNow()}_${name}`;
    writeMigration("sqlite", folder, sqlite || NOTHING);
    unmatched.push(folder);
  }
  // The last takes what all of them change: one script leads from the models before to those now.
  for (const folder of unmatched)
    writeMigration("postgres", folder, (folder === unmatched.at(-1) && postgres) || NOTHING);
  if (unmatched.length > 0) keepMigratedModels(models);
  else console.log("models and migrations agree");
}

async function findDifferences() {
  const { sqlite, postgres } = await planBoth(readFileSync(MODELS, "utf8"));
  return [
    ...(sqlite && [`the models and SQLite's migrations differ:\n${sqlite}`]),
    ...(postgres && [`the models and PostgreSQL's migrations differ:\n${postgres}`]),
    ...missingOnPostgres().map((name) => `PostgreSQL lacks migration ${name}`),
    ...missingOnSqlite().map((name) => `SQLite lacks migration ${name}`),
  ];
}

async function main([command, name]) {
  if (command === "new") {
    await writeBoth(name);
    return 0;
  }
  if (command !== "check") throw new Error("usage: node scripts/migrate.mjs new NAME | check");
  const differences = await findDifferences();
  if (differences.length === 0) {
    console.log(`models and ${migrationNames("sqlite").length} migrations agree`);
    return 0;
  }
  console.error(differences.join("\n"));
  return 2;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
