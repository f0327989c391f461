import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { runProcess } from "@/e2e/clients/run-process";

const INSTALL_TIMEOUT_MS = 1_200_000;

/** Runs a step of an installation. Throws one sentence with the last that it said. */
export type Install = (command: string, ...args: readonly string[]) => Promise<void>;

const install: Install = async (command, ...args) => {
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
};

function environmentOfCaller(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function cacheFolder(name: string): string {
  const caches = process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache");
  return process.env.TURNTREE_TRAINERS_CACHE || path.join(caches, "turntree", name);
}

/**
 * A folder outside the checkout that is made once for what `contents` says, and anew where that has changed; older ones
 * stay. It is marked when it is whole. Throws, in one sentence, when it cannot be made.
 *
 * @param name of the folder below the user's cache.
 * @param contents all that decides what is in it.
 */
export async function madeOnce(
  name: string,
  contents: readonly string[],
  make: (folder: string, install: Install) => Promise<void>,
): Promise<string> {
  const key = createHash("sha256").update(contents.join("\n")).digest("hex");
  const folder = path.join(cacheFolder(name), key.slice(0, 16));
  if (existsSync(path.join(folder, "whole"))) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await make(folder, install);
  await mkdir(path.join(folder, "made"));
  await rename(path.join(folder, "made"), path.join(folder, "whole"));
  return folder;
}
