import { spawn } from "node:child_process";
import { checkNode } from "./setup/check-node.mjs";
import { ensureBuilt } from "./setup/ensure-built.mjs";
import { ensureGenerated } from "./setup/ensure-generated.mjs";
import { ensureInstalled } from "./setup/ensure-installed.mjs";
import { main } from "./setup/main.mjs";
import { programArguments } from "./setup/program-arguments.mjs";
import { startSimulatedEngine } from "./setup/start-simulated-engine.mjs";

const HOST = process.env.HOST || "127.0.0.1";
const PORT = process.env.PORT || "3000";
const EMBEDDED = (process.env.TURNTREE_ENGINE || "sim") === "sim" && !process.env.TURNTREE_ENGINE_URL;

await main(async () => {
  checkNode();
  await ensureInstalled();
  await ensureGenerated();
  if (process.argv.includes("--help")) return runSettings([]);
  const settingsCode = await runSettings(["--check"]);
  if (settingsCode !== 0) return settingsCode;
  await ensureBuilt();
  return serve();
});

/** Prints the table of settings, or checks those given and says in one sentence what is wrong. */
function runSettings(args) {
  const child = spawn(process.execPath, [...programArguments("print-settings"), ...args], {
    stdio: "inherit",
  });
  return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
}

async function serve() {
  const engine = EMBEDDED ? await startSimulatedEngine() : null;
  const server = spawn(process.execPath, ["scripts/serve.mjs", ...(engine === null ? [] : ["--simulated"])], {
    // Over the channel it hears when this process is gone.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      HOST,
      PORT,
      NEXT_TELEMETRY_DISABLED: "1",
      ...(engine === null ? {} : { TURNTREE_ENGINE: "sim", TURNTREE_ENGINE_URL: engine.url }),
    },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => server.kill(signal));
  engine?.child.on("close", () => server.kill("SIGTERM"));
  return new Promise((resolve) => {
    server.on("close", (code) => {
      engine?.child.kill("SIGTERM");
      resolve(code ?? 0);
    });
  });
}
