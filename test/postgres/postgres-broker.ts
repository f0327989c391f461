import { createServer } from "node:http";
import type { TestProject } from "vitest/node";
import { type PostgresCluster, startCluster } from "./postgres-cluster";

declare module "vitest" {
  interface ProvidedContext {
    /** Where a test asks for the address of the run's PostgreSQL. */
    readonly postgresBroker: string;
  }
}

/**
 * The one PostgreSQL of a test run: `TURNTREE_TEST_POSTGRES` where it is set, else a cluster of the run's own, made when
 * a test first asks for it. It is never a server that somebody else uses.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TURNTREE_TEST_POSTGRES;
  let cluster: Promise<PostgresCluster> | null = null;
  const address = async () => {
    if (given) return given;
    cluster ??= startCluster();
    return (await cluster).url;
  };
  const server = createServer((_, response) => {
    address().then(
      (url) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = server.address();
  if (at === null || typeof at === "string") throw new Error("The broker has no port.");
  project.provide("postgresBroker", `http://127.0.0.1:${at.port}`);
  return async () => {
    server.closeAllConnections();
    server.close();
    await cluster?.then((started) => started.remove()).catch(() => undefined);
  };
}
