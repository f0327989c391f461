import { connect, createServer, type Socket } from "node:net";

/** A way to a PostgreSQL server that breaks at a commit. */
export interface CommitProxy {
  /** The database's address by way of the proxy. */
  readonly url: string;
  /** Cuts the connection at the next commit: before it reaches the server, or once the server has done it. */
  cutAtCommit(when: "before" | "after"): void;
  close(): Promise<void>;
}

/** Stands between a store and the server of a database. */
export async function commitProxy(databaseUrl: string): Promise<CommitProxy> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  let next: "before" | "after" | null = null;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let isSwallowing = false;
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on("close", () => open.delete(socket)).on("error", () => undefined);
    }
    const cut = () => {
      client.destroy();
      upstream.destroy();
    };
    client.on("data", (bytes) => {
      const isCommit = next !== null && bytes.includes("COMMIT");
      if (isCommit && next === "before") cut();
      else upstream.write(bytes);
      if (!isCommit) return;
      isSwallowing = true;
      next = null;
    });
    upstream.on("data", (bytes) => {
      if (isSwallowing) cut();
      else client.write(bytes);
    });
    upstream.on("close", () => client.end());
    client.on("close", () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(address.port);
  return {
    url: url.href,
    cutAtCommit(when) {
      next = when;
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
