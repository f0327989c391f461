import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A recorder in a process of its own. */
export interface ChildRecorder {
  readonly url: string;
  readonly child: ChildProcess;
  /** Ends it as the signal does, and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Starts one with these settings; it takes calls when this resolves. */
export async function childRecorder(env: Readonly<Record<string, string>>): Promise<ChildRecorder> {
  const child = spawn(process.execPath, ["--import", "tsx", "test/recorder/child-server.ts"], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.once("data", (data: Buffer) => resolve(data.toString().trim()));
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}.`)));
  });
  return {
    url,
    child,
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill(signal);
      await gone;
    },
  };
}
