import { spawn } from "node:child_process";
import { checkNode } from "./setup/check-node.mjs";
import { ensureGenerated } from "./setup/ensure-generated.mjs";
import { ensureInstalled } from "./setup/ensure-installed.mjs";
import { main } from "./setup/main.mjs";

await main(async () => {
  checkNode();
  await ensureInstalled();
  await ensureGenerated();
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "trainers/run-trainers.ts", ...process.argv.slice(2)],
    { stdio: "inherit" },
  );
  return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
});
