import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where a build says which routes and pages it has. */
const ENTRIES = ".next/server/app-paths-manifest.json";

/** They carry a key, and a wrong one is a guess that is counted and logged. What they run the others load. */
const WITH_KEYS = /^\/[kt]\//;

/**
 * Has Next load the code of every route and page, which it would do at the first request of each: whoever asks for
 * something else meanwhile would wait. A route is asked for its methods, which runs nothing of it; a page is rendered,
 * for nobody. They come over a socket of this user's own, and are gone when this resolves.
 */
export async function warmUp(handle, entries = readEntries()) {
  const folder = mkdtempSync(join(tmpdir(), "turntree-warm-"));
  const socketPath = join(folder, "socket");
  const server = createServer((incoming, response) => void handle(incoming, response));
  try {
    await new Promise((resolve, reject) => server.once("error", reject).listen(socketPath, resolve));
    for (const entry of entries) if (!WITH_KEYS.test(entry)) await ask(socketPath, entry);
  } finally {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The names of routes and pages, such as `/api/sessions/[id]/route`; none where there is no build. */
function readEntries() {
  try {
    return Object.keys(JSON.parse(readFileSync(ENTRIES, "utf8")));
  } catch {
    return [];
  }
}

/** Resolves when the answer is there; what it says is of no interest, nor whether there is one. */
function ask(socketPath, entry) {
  const method = entry.endsWith("/route") ? "OPTIONS" : "GET";
  const headers = { host: "127.0.0.1", connection: "close" };
  return new Promise((resolve) => {
    const asking = request({ socketPath, path: pathOf(entry), method, headers }, (response) => {
      response.resume().on("close", resolve);
    });
    asking.on("error", resolve).end();
  });
}

/** An address of the entry: `/s/[session]/[[...path]]/route` is asked for as `/s/0/0`. */
function pathOf(entry) {
  return entry.replace(/\/(route|page)$/, "").replace(/\[+(\.\.\.)?[^\]/]+\]+/g, "0") || "/";
}
