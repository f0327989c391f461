import { Client } from "pg";
import { z } from "zod";
import { errorMessage } from "@/lib/core/base/error-message";
import type { EngineFinding } from "@/lib/recorder/models/engine-finding";
import { clockFinding } from "./clock-finding";

const PATIENCE_MS = 5_000;

/** Whether this user may make tables here, and the server's time in ms since 1970. */
const QUESTION = `
  SELECT has_schema_privilege(current_user, current_schema(), 'CREATE') AS makes,
         EXTRACT(EPOCH FROM clock_timestamp())::float8 * 1000 AS now`;

const answerShape = z.tuple([z.object({ makes: z.boolean(), now: z.number() })]);

/** Looks at a PostgreSQL database: that it answers, what this user may do, its clock. Nothing of a file. Never rejects. */
export async function examineDatabase(databaseUrl: string): Promise<readonly EngineFinding[]> {
  if (databaseUrl.startsWith("file:")) return [];
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: PATIENCE_MS });
  // A connection that breaks afterwards is nobody's business.
  client.on("error", () => undefined);
  try {
    await client.connect();
    const before = Date.now();
    const { rows } = await client.query(QUESTION);
    const after = Date.now();
    const [{ makes, now: told }] = answerShape.parse(rows);
    return [
      { what: "database", state: "ok", words: "It answers." },
      makes
        ? { what: "database rights", state: "ok", words: "Its user may make tables." }
        : {
            what: "database rights",
            state: "fault",
            words: "Its user may make no tables: GRANT CREATE ON SCHEMA public.",
          },
      clockFinding("the database's", { before, told, after }),
    ];
  } catch (error) {
    const words = `It does not answer: ${errorMessage(error)}. Set DATABASE_URL.`;
    return [{ what: "database", state: "fault", words }];
  } finally {
    await client.end().catch(() => undefined);
  }
}
