import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A way to the server that a test can break and mend: while it is broken nobody answers on its port. */
export interface BreakableProxy {
  readonly origin: string;
  break(): Promise<void>;
  mend(): Promise<void>;
}

/** Passes bytes on to the server at `target` from a port of its own. */
export async function breakableProxy(target: string): Promise<BreakableProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream).pipe(client);
  });
  const own = await listen(server, 0);
  return {
    origin: `http://127.0.0.1:${own}`,
    break: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
    mend: async () => void (await listen(server, own)),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve) => {
    server.listen(port, "127.0.0.1", () => {
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
