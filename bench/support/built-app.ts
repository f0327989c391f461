import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { temporaryFolder } from "@/test/store/temporary-folder";

const START_MS = 240_000;
const HEAR_MS = 100;

/** The built application, running over a database of its own. */
export interface BuiltApp {
  readonly url: string;
  /** Imports the lines of a `turns.jsonl`. Throws with the server's words when a line is refused. */
  importSession(turnsJsonl: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts what `npm start` starts, building first when the build is stale, on `TURNTREE_BENCH_PORT` or a free port.
 * `TURNTREE_BENCH_APP` names the folder of another version to measure with the same requests.
 */
export async function startBuiltApp(): Promise<BuiltApp> {
  const folder = temporaryFolder();
  const port = process.env.TURNTREE_BENCH_PORT ?? String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: process.env.TURNTREE_BENCH_APP ?? process.cwd(),
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, PORT: port, DATABASE_URL: `file:${join(folder.path, "bench.db")}` },
  });
  const words: string[] = [];
  server.stderr.on("data", (text) => words.push(String(text)));
  const close = async (): Promise<void> => {
    await ended(server);
    folder.remove();
  };
  try {
    await answers(`${url}/healthz`, server);
  } catch (error) {
    await close();
    throw new Error(`The application did not start: ${words.join("")}`, { cause: error });
  }
  return { url, close, importSession: (lines) => postLines(url, lines) };
}

async function postLines(url: string, turnsJsonl: string): Promise<void> {
  // Making the lines may have kept this process from hearing that the server closed a connection left over from an
  // earlier call; writing to that would end in EPIPE.
  await setTimeout(HEAR_MS);
  const response = await fetch(`${url}/api/import`, { method: "POST", body: turnsJsonl });
  if (!response.ok) throw new Error(`The import was refused: ${(await response.text()).slice(0, 500)}`);
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  const until = performance.now() + START_MS;
  while (performance.now() < until && server.exitCode === null) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return;
    await setTimeout(200);
  }
  throw new Error(`${url} does not answer.`);
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const closed = new Promise((resolve) => server.once("close", resolve));
  server.kill("SIGTERM");
  await closed;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? resolve(address.port) : reject()));
    });
  });
}
