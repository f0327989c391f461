import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { AgentClient } from "./agent-client";
import { runProcess } from "./run-process";

const INSTALL_TIMEOUT_MS = 600_000;
const VERSION_TIMEOUT_MS = 60_000;

/** What of the caller's environment an install needs to reach the registry. */
const NETWORK_VARIABLES = [
  "PATH",
  ...["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"].flatMap((name) => [name, name.toLowerCase()]),
  "NODE_EXTRA_CA_CERTS",
  "npm_config_registry",
  "npm_config_cafile",
];

export type InstalledClient =
  | { readonly installed: true; readonly program: string }
  | { readonly installed: false; readonly reason: string };

/**
 * Installs the pinned version of a client below the cache folder, with a home of its own since install scripts
 * write there, and starts it once. A client that is there already is only started.
 */
export async function installClient(client: AgentClient, cacheFolder: string): Promise<InstalledClient> {
  const folder = path.join(cacheFolder, `${client.id}-${client.version}`);
  const program = path.join(folder, "node_modules", ".bin", client.program);
  if (!existsSync(program)) {
    const problem = await npmInstall(`${client.package}@${client.version}`, folder);
    if (problem !== null) return { installed: false, reason: problem };
  }
  const home = path.join(folder, "home");
  const started = await runProcess({
    command: program,
    arguments: ["--version"],
    cwd: folder,
    environment: { PATH: process.env.PATH ?? "", HOME: home, TERM: "dumb" },
    timeoutMs: VERSION_TIMEOUT_MS,
  });
  if (started.code === 0 && started.output.includes(client.version)) return { installed: true, program };
  return { installed: false, reason: `does not start: ${lastLine(started.output)}` };
}

async function npmInstall(specifier: string, folder: string): Promise<string | null> {
  await mkdir(path.join(folder, "home"), { recursive: true });
  await writeFile(path.join(folder, "package.json"), JSON.stringify({ private: true }));
  const outcome = await runProcess({
    command: "npm",
    arguments: ["install", "--save-exact", "--no-audit", "--no-fund", "--no-update-notifier", specifier],
    cwd: folder,
    environment: { ...networkEnvironment(), HOME: path.join(folder, "home") },
    timeoutMs: INSTALL_TIMEOUT_MS,
  });
  if (outcome.code === 0) return null;
  await rm(folder, { recursive: true, force: true });
  return outcome.timedOut ? "the install took too long" : `npm: ${npmError(outcome.output)}`;
}

function networkEnvironment(): Record<string, string> {
  return Object.fromEntries(
    NETWORK_VARIABLES.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function npmError(output: string): string {
  const told = output.split("\n").filter((line) => line.startsWith("npm error"));
  return (told[1] ?? told[0] ?? lastLine(output)).replace(/^npm error\s*/, "");
}

function lastLine(output: string): string {
  return output.trim().split("\n").at(-1) ?? "";
}
