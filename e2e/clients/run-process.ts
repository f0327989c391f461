import { spawn } from "node:child_process";

export interface ProcessRequest {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Stops it at once: how far a client gets with tidying up would differ from run to run. */
  readonly signal?: AbortSignal;
}

export interface ProcessOutcome {
  /** Null when it was stopped or could not be started. */
  readonly code: number | null;
  readonly timedOut: boolean;
  /** The end of what it printed, both streams. */
  readonly output: string;
}

const KEPT_OUTPUT_CHARACTERS = 8_000;

/** Runs a program to its end with a cleared environment and no standard input. Never throws. */
export function runProcess(request: ProcessRequest): Promise<ProcessOutcome> {
  return new Promise((resolve) => {
    let output = "";
    let timedOut = false;
    const child = spawn(request.command, request.arguments, {
      cwd: request.cwd,
      env: { NODE_ENV: "production", ...request.environment },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-KEPT_OUTPUT_CHARACTERS);
    };
    const timer = setTimeout(() => {
      timedOut = true;
      stopGroup(child.pid);
    }, request.timeoutMs);
    request.signal?.addEventListener("abort", () => stopGroup(child.pid));
    const finish = (code: number | null) => {
      clearTimeout(timer);
      resolve({ code, timedOut, output });
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => {
      output += error.message;
      finish(null);
    });
    child.on("close", finish);
  });
}

/** Clients start shells and servers of their own, so the whole group goes. */
function stopGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It ended between the timer and the signal.
  }
}
