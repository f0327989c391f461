import { createServer } from "node:http";
import { Agent, request as send } from "undici";

/** Forwards calls over plain node:http and records nothing: what Node alone costs. Tells its free port. */
const engine = process.env.TURNTREE_ENGINE_URL ?? "";
const kept = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
const headers = { "content-type": "application/json" };

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    JSON.parse(body.toString());
    void send(`${engine}/plain`, { method: "POST", headers, body, dispatcher: kept })
      .then((answer) => answer.body.text())
      .then((text) => response.writeHead(200, headers).end(text));
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") process.send?.(address.port);
});
