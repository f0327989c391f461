import { readFileSync } from "node:fs";

/** The one file of models; as it stands it is SQLite's schema. */
export const MODELS = "prisma/schema.prisma";

/** Where each database's client is generated, and what its schema says instead of SQLite's. */
export const DATABASES = {
  sqlite: { provider: "sqlite", client: "prisma/generated/sqlite" },
  postgres: { provider: "postgresql", client: "prisma/generated/postgres" },
};

/** The schema of a database: the models' text, with that database's provider and folder. */
export function schemaOf(database, models = readFileSync(MODELS, "utf8")) {
  const { provider, client } = DATABASES[database];
  return models
    .replace(/^( {2}provider = )"sqlite"$/m, `$1"${provider}"`)
    .replace(/^( {2}output {3}= ).*$/m, `$1"${process.cwd()}/${client}"`);
}
