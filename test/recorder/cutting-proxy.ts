import { connect, createServer, type Socket } from "node:net";

/** A way to a server that breaks: the first connections are cut as soon as the server has answered so many bytes. */
export interface CuttingProxy {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Stands between a client and a server at `target`. Each of the first connections is destroyed when that many bytes of
 * its reply have come; the client has got none of them.
 *
 * @param cuts Bytes of the reply after which a connection is cut, one for each of the first connections.
 */
export async function cuttingProxy(target: string, cuts: readonly number[]): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target);
  const left = [...cuts];
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    const cut = left.shift() ?? null;
    let received = 0;
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on("close", () => open.delete(socket)).on("error", () => undefined);
    }
    client.pipe(upstream);
    upstream.on("data", (bytes) => {
      received += bytes.length;
      if (cut === null) client.write(bytes);
      else if (received >= cut) {
        client.destroy();
        upstream.destroy();
      }
    });
    upstream.on("close", () => client.end());
    client.on("close", () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
