import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

/** One request of Turntree and what the engine answered, as the bytes went over the wire. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  /** Null while no answer has begun. */
  status: number | null;
  contentType: string;
  reply: string;
  /** `open` while it goes on; `left` where Turntree closed the connection, `broken` where the engine did. */
  end: "open" | "whole" | "left" | "broken";
  /** When it ended, in milliseconds since 1970. */
  endedAt: number | null;
}

/** A proxy between Turntree and an engine that keeps everything. */
export interface WireTap {
  readonly url: string;
  readonly exchanges: readonly Exchange[];
  close(): Promise<void>;
}

/** Passes bytes on as they come, in both directions; a connection that breaks on one side breaks on the other. */
export async function startWireTap(target: string): Promise<WireTap> {
  const exchanges: Exchange[] = [];
  const server = createServer((incoming, outgoing) => void pass(target, incoming, outgoing, exchanges));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The tap has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    exchanges,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function pass(
  target: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  exchanges: Exchange[],
): Promise<void> {
  const body = await bytesOf(incoming);
  const { method = "GET", url: path = "/" } = incoming;
  const text = body.toString("utf8");
  const exchange: Exchange = {
    ...{ method, path, body: text, status: null, contentType: "", reply: "" },
    ...{ end: "open", endedAt: null },
  };
  exchanges.push(exchange);
  const finish = (end: Exchange["end"]) => {
    if (exchange.end !== "open") return;
    exchange.end = end;
    exchange.endedAt = Date.now();
  };
  const { connection: _, ...headers } = incoming.headers;
  const upstream = request(`${target}${path}`, { method, headers: { ...headers, connection: "close" } });
  const breakOff = () => {
    finish("broken");
    outgoing.destroy();
  };
  outgoing.on("close", () => {
    if (!outgoing.writableFinished) finish("left");
    upstream.destroy();
  });
  upstream.on("error", breakOff);
  upstream.on("response", (response) => {
    exchange.status = response.statusCode ?? 0;
    exchange.contentType = response.headers["content-type"] ?? "";
    // Each connection has its own; one that says "close" hides from some clients that a reply broke off.
    const { connection: __, "keep-alive": ___, ...passed } = response.headers;
    outgoing.writeHead(exchange.status, passed);
    const decoder = new TextDecoder();
    response.on("data", (chunk: Buffer) => {
      exchange.reply += decoder.decode(chunk, { stream: true });
      outgoing.write(chunk);
    });
    response.on("error", breakOff);
    response.on("end", () => {
      finish(response.complete ? "whole" : "broken");
      if (response.complete) outgoing.end();
      else outgoing.destroy();
    });
  });
  upstream.end(body);
}

async function bytesOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
