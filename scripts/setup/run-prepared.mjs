import { spawn } from "node:child_process";
import { checkNode } from "./check-node.mjs";
import { ensureBuilt } from "./ensure-built.mjs";
import { ensureGenerated } from "./ensure-generated.mjs";
import { ensureInstalled } from "./ensure-installed.mjs";
import { main } from "./main.mjs";

/**
 * Runs a TypeScript program with this script's arguments, once everything that it stands on is there. The process ends
 * with its exit code.
 *
 * @param needsBuild whether it serves the built application; its help does not.
 */
export async function runPrepared(program, { needsBuild }) {
  await main(async () => {
    checkNode();
    await ensureInstalled();
    await ensureGenerated();
    if (needsBuild && !process.argv.includes("--help")) await ensureBuilt();
    const child = spawn(process.execPath, ["--import", "tsx", program, ...process.argv.slice(2)], {
      stdio: "inherit",
    });
    return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
  });
}
