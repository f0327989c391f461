import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A program of this folder as a process of its own. */
export interface HelperProcess {
  readonly process: ChildProcess;
  /** What it told first: its port, where it has one. */
  readonly port: number;
}

/** Starts a program and waits for its first word. */
export async function helperProcess(
  program: string,
  env: Readonly<Record<string, string>> = {},
): Promise<HelperProcess> {
  const path = fileURLToPath(new URL(`${program}.ts`, import.meta.url));
  const child = fork(path, { execArgv: ["--import", "tsx"], env: { ...process.env, ...env } });
  const [port] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => Promise.reject(new Error(`${program} did not start.`))),
  ]);
  return { process: child, port: Number(port) };
}
