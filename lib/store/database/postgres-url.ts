/** How long a connection may take to be made. */
export const CONNECT_TIMEOUT_MS = 10_000;

/** Whether a `DATABASE_URL` names a PostgreSQL database. */
export function isPostgresUrl(databaseUrl: string): boolean {
  return /^postgres(ql)?:\/\//.test(databaseUrl);
}

/**
 * What a PostgreSQL database is called in words for people: its address, without user, password and options.
 *
 * @example
 * databaseName("postgresql://me:secret@db:5432/runs?sslmode=require"); // "postgresql://db:5432/runs"
 */
export function databaseName(databaseUrl: string): string {
  const address = databaseUrl.replace(/^postgres(ql)?:\/\//, "").replace(/[?#].*$/s, "");
  return `postgresql://${address.slice(address.lastIndexOf("@") + 1)}`;
}
