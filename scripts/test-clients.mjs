import { spawn } from "node:child_process";
import { checkNode } from "./setup/check-node.mjs";
import { ensureBuilt } from "./setup/ensure-built.mjs";
import { ensureGenerated } from "./setup/ensure-generated.mjs";
import { ensureInstalled } from "./setup/ensure-installed.mjs";
import { main } from "./setup/main.mjs";

await main(async () => {
  checkNode();
  await ensureInstalled();
  await ensureGenerated();
  if (!process.argv.includes("--help")) await ensureBuilt();
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "e2e/clients/run-clients.ts", ...process.argv.slice(2)],
    { stdio: "inherit" },
  );
  return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
});
