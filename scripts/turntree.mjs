import { spawn } from "node:child_process";
import { checkNode } from "./setup/check-node.mjs";
import { ensureGenerated } from "./setup/ensure-generated.mjs";
import { ensureInstalled } from "./setup/ensure-installed.mjs";
import { main } from "./setup/main.mjs";
import { programArguments } from "./setup/program-arguments.mjs";

const callerFolder = process.cwd();

await main(async () => {
  checkNode();
  await ensureInstalled();
  await ensureGenerated();
  const child = spawn(process.execPath, [...programArguments("command-line"), ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, TURNTREE_CALLER_FOLDER: process.env.INIT_CWD ?? callerFolder },
  });
  return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
});
