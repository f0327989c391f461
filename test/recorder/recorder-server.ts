import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ReadableStream as NodeStream } from "node:stream/web";
import { POST as finishRoute } from "@/app/api/sessions/[id]/finish/route";
import { DELETE as dropRoute, GET as factsRoute } from "@/app/api/sessions/[id]/route";
import { GET as samplesRoute } from "@/app/api/sessions/[id]/samples.jsonl/route";
import { GET as turnsRoute } from "@/app/api/sessions/[id]/turns.jsonl/route";
import { GET as listRoute, POST as openRoute } from "@/app/api/sessions/route";
import { GET as healthRoute } from "@/app/healthz/route";
import { assume } from "@/lib/core/base/assume";
import { answerRequest } from "@/lib/recorder/answer-request";
import { createRuntime, type Runtime } from "@/lib/server/runtime";

/** The routes as Next would serve them, over plain node:http, with a database of their own. */
export interface RecorderServer {
  readonly url: string;
  readonly runtime: Runtime;
  readonly databaseUrl: string;
  close(): Promise<void>;
}

type Env = Readonly<Record<string, string>>;

/** One server per process: the routes find their runtime in the process-wide slot. */
export async function serveRecorder(env: Env, port = 0): Promise<RecorderServer> {
  const folder = mkdtempSync(join(tmpdir(), "turntree-recorder-"));
  const databaseUrl = env.DATABASE_URL ?? `file:${join(folder, "turntree.db")}`;
  const runtime = await createRuntime({ ...env, DATABASE_URL: databaseUrl });
  const slots = assume<Record<symbol, Promise<Runtime>>>(globalThis, "the slot that runtime.ts reads");
  slots[Symbol.for("turntree.runtime")] = Promise.resolve(runtime);
  const server = createServer((request, response) => void serve(runtime, request, response));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    runtime,
    databaseUrl,
    async close() {
      await runtime.recorder.close();
      await runtime.store.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function route(runtime: Runtime, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const [, id, action] = /^\/api\/sessions\/([^/]+)(?:\/([\w.]+))?$/.exec(pathname) ?? [];
  if (pathname === "/healthz") return healthRoute(request);
  if (pathname === "/api/sessions")
    return request.method === "POST" ? openRoute(request) : listRoute(request);
  if (id === undefined) return answerRequest(runtime, request);
  const context = { params: Promise.resolve({ id: decodeURIComponent(id) }) };
  if (action === "finish") return finishRoute(request, context);
  if (action === "samples.jsonl") return samplesRoute(request, context);
  if (action === "turns.jsonl") return turnsRoute(request, context);
  return request.method === "DELETE" ? dropRoute(request, context) : factsRoute(request, context);
}

async function serve(runtime: Runtime, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.on("close", () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  const response = await route(runtime, webRequest(incoming, gone.signal));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) {
    outgoing.end();
    return;
  }
  const reader = response.body.getReader();
  gone.signal.addEventListener("abort", () => void reader.cancel().catch(() => undefined));
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      if (!outgoing.write(step.value)) await new Promise((resolve) => outgoing.once("drain", resolve));
    }
    outgoing.end();
  } catch {
    outgoing.destroy();
  }
}

function webRequest(incoming: IncomingMessage, signal: AbortSignal): Request {
  const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
  const body = assume<ReadableStream<Uint8Array>>(
    // As Next makes it: a body that is given up while some of it waits ends, and throws nothing.
    NodeStream.from(incoming),
    "an incoming message carries bytes",
  );
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method: incoming.method ?? "GET",
    headers,
    signal,
    ...(hasBody ? { body, duplex: "half" } : {}),
  });
}
