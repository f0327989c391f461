import { spawn } from "node:child_process";
import { checkNode } from "./setup/check-node.mjs";
import { ensureInstalled } from "./setup/ensure-installed.mjs";
import { main } from "./setup/main.mjs";
import { programArguments } from "./setup/program-arguments.mjs";

const HOST = process.env.HOST || "127.0.0.1";
const PORT = process.env.PORT || "3000";
const URL_OF_SERVER = `http://${HOST === "0.0.0.0" ? "127.0.0.1" : HOST}:${PORT}`;

/** A first start installs and builds; half an hour is for the slowest machine. */
const START_PATIENCE_MS = 30 * 60 * 1000;

await main(async () => {
  checkNode();
  await ensureInstalled();
  if (await isServing()) return record();
  const server = spawn(process.execPath, ["scripts/start.mjs"], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => server.kill(signal));
  const ended = new Promise((resolve) => server.on("close", (code) => resolve(code ?? 0)));
  if (!(await untilServing(ended))) return ended;
  const failed = await record();
  if (failed === 0) process.stderr.write(`The demo is on ${URL_OF_SERVER}; end it with Ctrl-C.\n`);
  else server.kill("SIGTERM");
  return failed || ended;
});

function record() {
  const child = spawn(process.execPath, [...programArguments("demo"), URL_OF_SERVER], {
    stdio: "inherit",
  });
  return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
}

async function isServing() {
  try {
    const response = await fetch(`${URL_OF_SERVER}/healthz`, { signal: AbortSignal.timeout(5_000) });
    return response.ok;
  } catch {
    return false;
  }
}

/** Whether the server came to answer; false when it ended before it did. */
async function untilServing(ended) {
  let isEnded = false;
  void ended.then(() => {
    isEnded = true;
  });
  const deadline = Date.now() + START_PATIENCE_MS;
  while (!isEnded && Date.now() < deadline) {
    if (await isServing()) return true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  if (isEnded) return false;
  throw new Error(`The server did not answer on ${URL_OF_SERVER}.`);
}
