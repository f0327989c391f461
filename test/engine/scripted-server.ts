import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface ScriptedServer {
  readonly url: string;
  readonly received: readonly ReceivedRequest[];
  /** Resolves when a request to `path` has arrived. */
  arrival(path: string): Promise<ReceivedRequest>;
  close(): Promise<void>;
}

/** An HTTP server that answers each request as a test says; `respond` runs once the body is whole. */
export async function startScriptedServer(
  respond: (request: ReceivedRequest, response: ServerResponse) => void,
): Promise<ScriptedServer> {
  const received: ReceivedRequest[] = [];
  const waiting: { path: string; resolve: (request: ReceivedRequest) => void }[] = [];
  const server = createServer((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const arrived = {
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      };
      received.push(arrived);
      for (const waiter of waiting) if (waiter.path === arrived.path) waiter.resolve(arrived);
      respond(arrived, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    arrival(path) {
      const there = received.find((request) => request.path === path);
      return there ? Promise.resolve(there) : new Promise((resolve) => waiting.push({ path, resolve }));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with JSON. */
export function answerJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

/** Answers with a stream of events and its `[DONE]`. */
export function answerEvents(response: ServerResponse, events: readonly unknown[], done = true): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const event of events) response.write(`data: ${JSON.stringify(event)}\n\n`);
  response.end(done ? "data: [DONE]\n\n" : undefined);
}
