import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ReadableStream as NodeStream } from "node:stream/web";
import { createDoor, type Door } from "@/lib/api/door/door";
import { assume } from "@/lib/core/base/assume";
import { createRuntime, type FileSharing, type Runtime } from "@/lib/server/runtime";
import { WriterHost } from "@/lib/store/writer/writer-host";
import { answerByApp } from "./app-routes";

/** The routes as Next would serve them, over plain node:http, with a database of their own. */
export interface RecorderServer {
  readonly url: string;
  readonly runtime: Runtime;
  readonly databaseUrl: string;
  close(): Promise<void>;
}

type Env = Readonly<Record<string, string>>;

const OPEN_DOOR: Door = () => true;

/**
 * One server per process: the routes find their runtime in the process-wide slot.
 *
 * @param env its settings. Without `TURNTREE_THREADS` calls are recorded in this thread, unless `TURNTREE_TEST_THREADS` of
 *   the process says otherwise.
 * @param hasDoor whether requests pass the door, as they do in the product.
 */
export async function serveRecorder(
  env: Env,
  port = 0,
  hasDoor = false,
  sharing: FileSharing = {},
): Promise<RecorderServer> {
  const folder = mkdtempSync(join(tmpdir(), "turntree-recorder-"));
  const databaseUrl = env.DATABASE_URL ?? `file:${join(folder, "turntree.db")}`;
  const threads = env.TURNTREE_THREADS ?? process.env.TURNTREE_TEST_THREADS ?? "0";
  const writer = threads === "0" ? null : new WriterHost();
  const shared: FileSharing =
    writer === null
      ? sharing
      : {
          openWriter: (url) => writer.open(url),
          connectWriter: () => writer.connect(),
          ...sharing,
        };
  const settings = { ...env, DATABASE_URL: databaseUrl, TURNTREE_THREADS: threads };
  const runtime = await createRuntime(settings, shared);
  const slots = assume<Record<symbol, Promise<Runtime>>>(globalThis, "the slot that runtime.ts reads");
  slots[Symbol.for("turntree.runtime")] = Promise.resolve(runtime);
  const door = hasDoor ? createDoor(runtime.settings, runtime.gate) : OPEN_DOOR;
  const server = createServer((request, response) => {
    if (door(request, response)) void serve(request, response);
  });
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
      await writer?.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.on("close", () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  const response = await answerByApp(webRequest(incoming, gone.signal));
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
