import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isPacked } from "./is-packed.mjs";
import { runCommand } from "./run-command.mjs";
import { step } from "./step.mjs";

const NATIVE_BINARY = "node_modules/better-sqlite3/build/Release/better_sqlite3.node";

/**
 * Installs the locked packages when any of them is missing or at another version, then the SQLite binary. Packages
 * that are there already stay, so that a later change of the lock does not compile SQLite again.
 */
export async function ensureInstalled() {
  if (isPacked()) return;
  if (!packagesMatchLock()) {
    const command = existsSync("node_modules") ? "install" : "ci";
    await step("Installing packages", () =>
      runCommand("npm", [command, "--ignore-scripts"], { env: quietInstall() }),
    );
  }
  if (!existsSync(NATIVE_BINARY)) {
    await step("Preparing SQLite (up to two minutes where it has to be compiled)", () =>
      runCommand("npm", ["rebuild", "better-sqlite3"], { env: compileFast() }),
    );
  }
}

function packagesMatchLock() {
  if (!existsSync("node_modules/.package-lock.json")) return false;
  const wanted = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
  const installed = JSON.parse(readFileSync("node_modules/.package-lock.json", "utf8")).packages;
  return Object.entries(wanted).every(
    ([name, entry]) => name === "" || entry.optional || installed[name]?.version === entry.version,
  );
}

/** Prisma's own install script looks for an engine binary that a driver adapter does not need. */
function quietInstall() {
  return { PRISMA_SCHEMA_ENGINE_BINARY: "/bin/false", CHECKPOINT_DISABLE: "1" };
}

/** Where no prebuilt binary can be had it is compiled: -O1 halves the time and measures no slower. */
function compileFast() {
  const prefix = path.resolve(path.dirname(process.execPath), "..");
  const headers = [prefix, "/usr"].find((folder) => existsSync(path.join(folder, "include/node/node.h")));
  return {
    CFLAGS: "-O1",
    CXXFLAGS: "-O1",
    ...(headers === undefined ? {} : { npm_config_nodedir: process.env.npm_config_nodedir ?? headers }),
  };
}
