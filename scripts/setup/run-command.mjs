import { spawn } from "node:child_process";

/**
 * Runs a command to its end and shows its output only when it fails, so that a start stays readable.
 * Throws an error that holds the last lines of the output.
 */
export function runCommand(command, args, { env = {}, show = false, cwd } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
    });
    const lines = [];
    const keep = (chunk) => {
      lines.push(...String(chunk).split("\n"));
      lines.splice(0, Math.max(0, lines.length - 40));
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`${command} ${args.join(" ")} ended with ${signal ?? code}\n${lines.join("\n")}`.trim()),
        );
    });
  });
}
