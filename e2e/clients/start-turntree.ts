import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
const START_TIMEOUT_MS = 300_000;
const POLL_MS = 100;

/** Starts the built application on a port of loopback and waits until it is ready. Throws with what it printed. */
export async function startTurntree(
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<RunningServer> {
  const url = `http://127.0.0.1:${port}`;
  let output = "";
  const child = spawn(process.execPath, ["scripts/serve.mjs"], {
    cwd: PROJECT,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH ?? "",
      NEXT_TELEMETRY_DISABLED: "1",
      PORT: `${port}`,
      ...settings,
    },
  });
  const closed = new Promise<void>((resolve) => child.on("close", () => resolve()));
  // A run that is broken off leaves no server behind.
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  void closed.then(() => process.off("exit", end));
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4_000);
    });
  }
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`Turntree did not start: ${output.trim()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return {
    url,
    async stop() {
      child.kill("SIGTERM");
      await closed;
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`)).ok;
  } catch {
    return false;
  }
}
