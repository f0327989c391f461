import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/**
 * Starts the embedded simulated engine as a process of its own on a free loopback port.
 * Resolves with its URL and the child; throws when it ends before it says where it listens.
 */
export function startSimulatedEngine() {
  const child = spawn(process.execPath, ["--import", "tsx", "scenarios/sim-main.ts", "--port", "0"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const url = /https?:\/\/\S+/.exec(line)?.[0];
      if (url !== undefined) resolve({ url, child });
    });
    child.on("error", reject);
    child.on("close", (code) => reject(new Error(`The simulated engine ended with code ${code}.`)));
  });
}
