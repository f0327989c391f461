import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";

/** A database of the run's PostgreSQL for one test file. */
export interface FreshDatabase {
  readonly url: string;
  /** Asks it something, past the store. */
  query(sql: string): Promise<Record<string, unknown>[]>;
  /** Takes every row out of the tables that the store made, as if it had just made them. */
  clear(): Promise<void>;
  /** Ends whoever uses it, and removes it. */
  remove(): Promise<void>;
}

/** Makes a database with a name of its own. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const answer = await fetch(inject("postgresBroker"));
  const server = await answer.text();
  if (!answer.ok) throw new Error(server);
  const name = `turntree_${randomUUID().replaceAll("-", "")}`;
  await ask(server, `CREATE DATABASE "${name}" ENCODING 'UTF8' TEMPLATE template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    query: (sql) => ask(url.href, sql),
    clear: () => clear(url.href),
    async remove() {
      await ask(server, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    },
  };
}

async function clear(url: string): Promise<void> {
  const tables = await ask(
    url,
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  );
  const names = tables.map(({ name }) => String(name));
  if (names.length > 0) await ask(url, `TRUNCATE ${names.join(", ")} RESTART IDENTITY`);
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}
