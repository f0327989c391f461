import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type EngineStart, startCommand } from "./engine-starts";
import type { InstalledEngine } from "./install-engines";
import type { EngineRestart } from "./live-bench";

/** How long an engine may take until it is ready, in ms: nearly all of it are imports. Six minutes were seen. */
const START_TIMEOUT_MS = 1_800_000;
const POLL_MS = 250;
const KEPT_OUTPUT_CHARACTERS = 8_000;

/** An engine that runs in a process group of its own. */
export interface LiveEngine {
  readonly url: string;
  /** Waits until it says that it is ready, and says how many seconds that took since its start. */
  ready(): Promise<number>;
  /** Stops every one of its processes where it is, or lets them go on. */
  hold(isHeld: boolean): void;
  /** Ends every one of its processes at once: the workers of an engine outlive its server. */
  kill(): Promise<void>;
}

/** Starts an engine on a port of loopback; it is not ready before `ready`. */
export async function startLiveEngine(
  start: EngineStart,
  installed: InstalledEngine,
  { port, servedName, tokenizer }: EngineRestart & { readonly port: number },
): Promise<LiveEngine> {
  const url = `http://127.0.0.1:${port}`;
  const home = await mkdtemp(path.join(tmpdir(), `turntree-${start.id}-`));
  const command = startCommand(start, {
    model: installed.modelFolder(start.model),
    port,
    servedName,
    tokenizer,
  });
  const began = Date.now();
  let output = "";
  const child = spawn(installed.python, [...command.arguments], {
    cwd: home,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      NODE_ENV: "production",
      PATH: `${path.dirname(installed.python)}:${process.env.PATH ?? ""}`,
      HOME: home,
      ...command.environment,
    },
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-KEPT_OUTPUT_CHARACTERS);
    });
  }
  const onExit = () => signalGroup(child, "SIGKILL");
  process.on("exit", onExit);
  return {
    url,
    async ready() {
      while (!(await isReady(url))) {
        if (child.exitCode !== null || Date.now() - began > START_TIMEOUT_MS) {
          signalGroup(child, "SIGKILL");
          throw new Error(`${start.id} did not start: ${output.trim().split("\n").slice(-4).join(" / ")}`);
        }
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
      return (Date.now() - began) / 1000;
    },
    hold: (isHeld) => signalGroup(child, isHeld ? "SIGSTOP" : "SIGCONT"),
    async kill() {
      const closed = new Promise<void>((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) resolve();
        else child.once("close", () => resolve());
      });
      signalGroup(child, "SIGKILL");
      await closed;
      process.off("exit", onExit);
      await rm(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group has ended.
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`)).ok;
  } catch {
    return false;
  }
}
