import { createServer } from "node:http";
import { outliveLog } from "./setup/outlive-log.mjs";
import { warmUp } from "./setup/warm-up.mjs";

/**
 * Serves the built application (`--dev`: the one that is being written) on one port. Next's own server has no place
 * for a door that every request passes; this one has, and the start hook hangs it (lib/api/door/hang-door.ts).
 */
const isDev = process.argv.includes("--dev");
const engine = process.argv.includes("--simulated") ? " with the embedded simulated engine" : "";
const hostname = process.env.HOST || "127.0.0.1";
const port = Number(process.env.PORT || "3000");

outliveLog();

// React and Next read it when they are loaded.
process.env.NODE_ENV = isDev ? "development" : "production";
const { default: next } = await import("next");

/**
 * How long a request takes to arrive is the door's to judge: lib/api/door/body-watch.ts. A connection rests for longer
 * than clients and proxies keep theirs (httpx 5 s, aiohttp 15 s, nginx 60 s): who ends it first loses no call, and the
 * client of a call that was never answered may not send it again.
 */
const SERVER = { requestTimeout: 0, headersTimeout: 60_000, keepAliveTimeout: 75_000 };

/** How long answers may still leave once everything is written. */
const LAST_ANSWERS_MS = 2000;

/** Next hears upgrades of the server that it is given: none but the development server has a use for them. */
const server = createServer(SERVER, (request, response) => void answer(request, response));
const app = next({ dev: isDev, hostname, port, quiet: true, httpServer: isDev ? server : createServer() });
const ready = prepare();

/** Waits for Next, and for its start hook, which ends the process where it fails. */
async function prepare() {
  const hung = new Promise((resolve) => {
    globalThis[Symbol.for("turntree.hung")] = resolve;
  });
  await app.prepare();
  const [parts, handle] = [await hung, app.getRequestHandler()];
  if (!isDev) await warmUp(handle);
  return { ...parts, handle };
}

async function answer(request, response) {
  try {
    const { door, handle } = await ready;
    if (door(request, response)) await handle(request, response);
  } catch (error) {
    console.error(error);
    if (response.headersSent) response.destroy();
    else response.writeHead(500).end("The server failed; its log says why.\n");
  }
}

server.on("error", (error) => {
  process.stderr.write(`${listenFailure(error)}\n`);
  process.exit(1);
});

function listenFailure(error) {
  switch (error.code) {
    case "EADDRINUSE":
      return `Port ${port} of ${hostname} is taken by another process: stop it, or set PORT to another port.`;
    case "EACCES":
      return `Port ${port} of ${hostname} may not be listened on by this user: set PORT to one above 1023.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `HOST ${hostname} is no address of this machine.`;
    default:
      return `HOST ${hostname} and PORT ${port} cannot be listened on: ${error.message}.`;
  }
}

server.listen(port, hostname, () => {
  const { port: bound } = server.address();
  const name = hostname.includes(":") ? `[${hostname}]` : hostname;
  const here = `http://${name}:${bound}`;
  const outside = process.env.TURNTREE_PUBLIC_URL?.trim();
  process.stderr.write(`Turntree: ${outside ? `${outside} (${here})` : here}${engine}\n`);
});

/** Closes all streams, without which their clients would be waited for, and ends when everything is written. */
let isStopping = false;
async function stop(code) {
  if (isStopping) return;
  isStopping = true;
  const closed = new Promise((resolve) => server.close(resolve));
  try {
    await (await ready).close();
    // A client in the midst of its request, or one that keeps its connection busy, is waited for no longer.
    const giveUp = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS);
    await closed;
    clearTimeout(giveUp);
  } catch (error) {
    console.error(error);
  }
  process.exit(code);
}

process.on("SIGINT", () => stop(130));
process.on("SIGTERM", () => stop(143));
process.on("SIGHUP", () => stop(129));
// Whoever started this process is gone: nobody would stop it any more.
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));

await ready.catch((error) => {
  console.error(error);
  process.exit(1);
});
