import { Client } from "pg";
import { CONNECT_TIMEOUT_MS } from "@/lib/store/database/postgres-url";

/** What the trigger on "Change" tells; the first PostgreSQL migration says so. */
const CHANNEL = "turntree_changes";

/** How long a connection that broke is left alone before it is made anew, in ms. */
const AGAIN_AFTER_MS = 1_000;

/**
 * Hears from a PostgreSQL server that some process committed changes. One connection for all who listen, made when the
 * first comes and given up when the last leaves. What is told while it is broken is made up for when it is back.
 */
export class ForeignChanges {
  readonly #databaseUrl: string;
  readonly #listeners = new Set<() => void>();
  #client: Client | null = null;
  #again: NodeJS.Timeout | null = null;

  constructor(databaseUrl: string) {
    this.#databaseUrl = databaseUrl;
  }

  /** Calls back after changes of any process; answers the way to stop. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    if (this.#client === null && this.#again === null) void this.#connect();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) void this.close();
    };
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    if (this.#again !== null) clearTimeout(this.#again);
    this.#again = null;
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    this.#again = null;
    const client = new Client({
      connectionString: this.#databaseUrl,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      application_name: "turntree changes",
      keepAlive: true,
    });
    this.#client = client;
    client.on("notification", () => this.#tell());
    client.on("error", () => this.#lost(client));
    client.on("end", () => this.#lost(client));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      this.#tell();
    } catch {
      this.#lost(client);
    }
  }

  #lost(client: Client): void {
    if (this.#client !== client) return;
    this.#client = null;
    client.end().catch(() => undefined);
    this.#again = setTimeout(() => void this.#connect(), AGAIN_AFTER_MS).unref();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
