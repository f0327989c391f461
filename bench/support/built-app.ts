import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { processFamily } from "./process-family";

/** A stale build is made anew first, which takes minutes on a busy machine. */
const START_MS = 900_000;
const HEAR_MS = 100;

/** The built application, running over a database of its own. */
export interface BuiltApp {
  readonly url: string;
  /** Of the process that was started; the server may be one that it started in turn. */
  readonly pid: number;
  /** Of the process that serves. Linux alone. */
  serverPid(): number;
  /** Imports the lines of a `turns.jsonl`. Throws with the server's words when a line is refused. */
  importSession(turnsJsonl: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts what `npm start` starts, building first when the build is stale, on `TURNTREE_BENCH_PORT` or a free port.
 * `TURNTREE_BENCH_APP` names the folder of another version to measure with the same requests.
 *
 * @param settings what is set beside the environment's.
 */
export async function startBuiltApp(settings: Readonly<Record<string, string>> = {}): Promise<BuiltApp> {
  const folder = temporaryFolder();
  const port = process.env.TURNTREE_BENCH_PORT ?? String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: process.env.TURNTREE_BENCH_APP ?? process.cwd(),
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, DATABASE_URL: `file:${join(folder.path, "bench.db")}`, ...settings, PORT: port },
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
  const pid = server.pid ?? 0;
  return {
    url,
    pid,
    serverPid: () => servingProcess(pid),
    close,
    importSession: (lines) => postLines(url, lines),
  };
}

function servingProcess(started: number): number {
  const serves = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("serve.mjs");
  const pid = processFamily([started]).find(serves);
  if (pid === undefined) throw new Error("No process serves.");
  return pid;
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
