import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { runProcess } from "@/e2e/clients/run-process";
import type { Trainer } from "./trainers";

/** The trainers' pins have wheels for this version. */
const PYTHON = process.env.TURNTREE_PYTHON || "python3.11";
const INSTALL_TIMEOUT_MS = 1_200_000;

/** Where Python and the trainers' sources are. */
export interface InstalledTrainers {
  readonly python: string;
  /** Folder of a package's source. */
  readonly sourceOf: (name: string) => string;
}

function cacheFolder(): string {
  const caches = process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache");
  return process.env.TURNTREE_TRAINERS_CACHE || path.join(caches, "turntree", "trainers");
}

async function run(command: string, ...args: readonly string[]): Promise<void> {
  const outcome = await runProcess({
    command,
    arguments: [...args],
    cwd: process.cwd(),
    environment: environmentOfCaller(),
    timeoutMs: INSTALL_TIMEOUT_MS,
  });
  if (outcome.code === 0) return;
  const said = outcome.output.trim().split("\n").at(-1) ?? "";
  throw new Error(
    `${path.basename(command)} ${args[0]} ${args[1]}: ${outcome.timedOut ? "took too long" : said}`,
  );
}

function environmentOfCaller(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/**
 * An environment with everything that the checks import, kept outside the checkout and made anew where requirements or
 * versions have changed. It is moved into place when it is whole. Throws, in one sentence, when it cannot be made.
 */
export async function installTrainers(trainers: readonly Trainer[]): Promise<InstalledTrainers> {
  const requirements = path.resolve("trainers/requirements.txt");
  const sources = trainers.flatMap(({ code }) =>
    code.kind === "source" ? [`${code.package}==${code.version}`] : [],
  );
  const key = createHash("sha256")
    .update(await readFile(requirements))
    .update(sources.join("\n"))
    .digest("hex");
  const folder = path.join(cacheFolder(), key.slice(0, 16));
  const python = path.join(folder, "environment", "bin", "python");
  const sourceOf = (name: string) => path.join(folder, "sources", name);
  if (existsSync(path.join(folder, "whole"))) return { python, sourceOf };
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await run(PYTHON, "-m", "venv", path.join(folder, "environment"));
  await run(python, "-m", "pip", "install", "--quiet", "-r", requirements);
  for (const source of sources) {
    const name = source.split("==")[0] ?? source;
    // The sources ask for a newer Python than their modules need that are read here.
    const only = ["--no-deps", "--ignore-requires-python", "--target", sourceOf(name)];
    await run(python, "-m", "pip", "install", "--quiet", ...only, source);
  }
  await mkdir(path.join(folder, "made"));
  await rename(path.join(folder, "made"), path.join(folder, "whole"));
  return { python, sourceOf };
}
