import { once } from "node:events";
import { createServer } from "node:http";

/** A site of another origin, whose one page a researcher opens. */
export interface ForeignSite {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves a page with so much in its body from a port of its own. */
export async function foreignSite(body: string): Promise<ForeignSite> {
  const server = createServer((_, response) => {
    response
      .writeHead(200, { "content-type": "text/html; charset=utf-8" })
      .end(`<!doctype html><html data-ready><title>foreign</title><body>${body}</body></html>`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
