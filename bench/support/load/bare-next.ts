import { createServer } from "node:http";
import next from "next";

/** Serves the application of bench/bare-next as scripts/serve.mjs serves the product, on a free port that it tells. */
const app = next({ dev: false, dir: "bench/bare-next", quiet: true, httpServer: createServer() });
await app.prepare();
const handle = app.getRequestHandler();
const server = createServer((request, response) => void handle(request, response));
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") process.send?.(address.port);
});
