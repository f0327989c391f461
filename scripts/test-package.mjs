import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { main } from "./setup/main.mjs";
import { runCommand } from "./setup/run-command.mjs";

/*
 * Packs the application, runs the package in an empty folder by `npx` with an empty cache of npm, records a session, and
 * proves it with the package's own `verify`. Prints how long it took from `npx` to the first answer of /healthz.
 */
const PORT = process.env.PORT || "4346";
const URL_OF_SERVER = `http://127.0.0.1:${PORT}`;
const PATIENCE_MS = 300_000;

await main(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "turntree-package-"));
  try {
    await runCommand(process.execPath, ["scripts/pack.mjs", folder]);
    const packed = readdirSync(folder).find((name) => name.endsWith(".tgz"));
    const work = mkdtempSync(path.join(folder, "empty-"));
    const env = { ...process.env, PORT, npm_config_cache: path.join(folder, "npm") };
    const way = ["--yes", `--package=${path.join(folder, packed)}`, "turntree"];
    const began = performance.now();
    const server = spawn("npx", way, { cwd: work, env, stdio: "inherit" });
    const ended = new Promise((resolve) => server.on("close", resolve));
    try {
      await untilServing(server);
      process.stdout.write(`serves after ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
      await record();
    } finally {
      server.kill("SIGTERM");
      await ended;
    }
    const proof = spawnSync("npx", [...way, "verify"], { cwd: work, env, encoding: "utf8" });
    process.stdout.write(proof.stdout + proof.stderr);
    return proof.status === 0 && proof.stderr.includes("1 sessions checked, 0 faults") ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function untilServing(server) {
  const deadline = Date.now() + PATIENCE_MS;
  while (server.exitCode === null && Date.now() < deadline) {
    try {
      if ((await fetch(`${URL_OF_SERVER}/healthz`)).ok) return;
    } catch {
      // It does not listen yet.
    }
    await setTimeout(100);
  }
  throw new Error("The package did not come to serve.");
}

/** A first session, and its page. */
async function record() {
  const body = JSON.stringify({ model: "sim", messages: [{ role: "user", content: "Hello" }] });
  const headers = { "content-type": "application/json" };
  const call = await fetch(`${URL_OF_SERVER}/s/first/v1/chat/completions`, { method: "POST", headers, body });
  const page = await fetch(`${URL_OF_SERVER}/sessions/first`);
  if (!call.ok || !page.ok) throw new Error(`The call got ${call.status}, the page ${page.status}.`);
}
