#!/usr/bin/env node
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/*
 * What `npx turntree` runs: without a word the server, `demo` the server with the named scenarios, `settings` the table
 * of settings, any other word a command. What is recorded lies in the folder that it was called from, not in that of
 * the package.
 */
const here = path.dirname(fileURLToPath(import.meta.url));
const called = process.cwd();
const { version, nodeModules } = JSON.parse(readFileSync(path.join(here, "package.json"), "utf8"));

const USUAL_DATABASE = "file:./data/turntree.db";

/** Settings that name files, as the caller means them. */
const PATHS = ["TURNTREE_TOKENIZER", "TURNTREE_ENGINES", "TURNTREE_BLOBS"];

/** The application's folder, beside this file or, where nothing may be written there, in the user's cache. */
function unpacked() {
  const caches = process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache");
  const places = [path.join(here, "app"), path.join(caches, "turntree", `app-${version}`)];
  const found = places.find(existsSync);
  if (found !== undefined) return found;
  for (const place of places) if (unpackTo(place)) return place;
  throw new Error(`Turntree could not be unpacked into ${places.join(" or ")}.`);
}

/** Another start may unpack at the same time: the first one that is done stays. */
function unpackTo(place) {
  try {
    mkdirSync(path.dirname(place), { recursive: true });
    const half = mkdtempSync(`${place}-`);
    const tar = spawnSync("tar", ["-xzf", path.join(here, "app.tar.gz"), "-C", half], { stdio: "inherit" });
    if (tar.status !== 0) throw new Error("tar");
    try {
      renameSync(half, place);
    } catch {
      rmSync(half, { recursive: true, force: true });
    }
    return existsSync(place);
  } catch {
    return false;
  }
}

function settings(app) {
  const url = process.env.DATABASE_URL || USUAL_DATABASE;
  const found = {
    DATABASE_URL: url.startsWith("file:") ? `file:${path.resolve(called, url.slice(5))}` : url,
  };
  for (const name of PATHS) {
    const value = process.env[name] ?? "";
    const file = path.resolve(called, value);
    // A tokenizer may be the name of a bundled one.
    if (value !== "" && (name !== "TURNTREE_TOKENIZER" || existsSync(file))) found[name] = file;
  }
  // The configuration as the build saw it: Next reads its file with a compiler, which is not here.
  const built = JSON.parse(readFileSync(path.join(app, ".next/required-server-files.json"), "utf8"));
  return { ...found, __NEXT_PRIVATE_STANDALONE_CONFIG: JSON.stringify(built.config) };
}

function scriptOf([word]) {
  if (word === undefined) return ["start.mjs"];
  if (word === "demo") return ["demo.mjs"];
  if (word === "settings") return ["start.mjs", "--help"];
  return ["turntree.mjs", ...process.argv.slice(2)];
}

function run() {
  if (process.versions.modules !== nodeModules) {
    process.stderr.write(
      `This package was made for another Node.js (interface ${nodeModules}, this one has ${process.versions.modules}): run Turntree from its source.\n`,
    );
    process.exitCode = 1;
    return;
  }
  const app = unpacked();
  const [script, ...args] = scriptOf(process.argv.slice(2));
  const child = spawn(process.execPath, [path.join(app, "scripts", script), ...args], {
    stdio: "inherit",
    env: { ...process.env, ...settings(app), TURNTREE_CALLER_FOLDER: called, INIT_CWD: called },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("close", (code) => {
    process.exitCode = code ?? 1;
  });
}

run();
