import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Command } from "commander";
import { CheckFailed } from "@/bin/io/check-failed";
import { fetchHubFiles, isHubAddress } from "@/bin/io/fetch-hub-files";
import { type DataFile, findDataFiles } from "@/bin/io/find-data-files";
import { parquetLines } from "@/bin/io/parquet-lines";
import { readLines } from "@/bin/io/read-lines";
import { plural } from "@/lib/core/base/format-count";
import { readSettings } from "@/lib/settings/settings";
import { openStore } from "@/lib/store/open-store";
import { importSource } from "./import-source";

interface Flags {
  readonly serve: boolean;
}

/** Adds `open`: what a folder holds, in the inspector, in a database that goes with it. */
export function addOpenCommand(program: Command): void {
  program
    .command("open")
    .description(
      "Reads the JSON lines and Parquet files below a folder, or of hf://datasets/{owner}/{name}, into a database of " +
        "their own, and serves the inspector over it until it is ended (PORT, HOST). The database is then gone. " +
        "Lines are those that import reads; what does not fit is named and passed over.",
    )
    .argument("<folder>", "a folder, a file, or an address of the hub (HF_ENDPOINT, HF_TOKEN)")
    .option("--no-serve", "only reads, into DATABASE_URL, and prints the ids of the sessions")
    .action(open);
}

async function open(folder: string, { serve }: Flags): Promise<void> {
  const place = await mkdtemp(path.join(tmpdir(), "turntree-open-"));
  try {
    const files = isHubAddress(folder)
      ? await fetchHubFiles(folder, path.join(place, "files"))
      : await findDataFiles(folder);
    const databaseUrl = serve ? `file:${path.join(place, "turntree.db")}` : null;
    await readFiles(files, databaseUrl);
    if (databaseUrl !== null) await serveOver(databaseUrl);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** @param databaseUrl that of the settings where it is null, and then ids are printed. */
async function readFiles(files: readonly DataFile[], databaseUrl: string | null): Promise<void> {
  const settings = readSettings(process.env);
  const store = await openStore({ databaseUrl: databaseUrl ?? settings.databaseUrl });
  let sessions = 0;
  let refused = 0;
  try {
    for (const { path: file, name } of files) {
      const lines = file.endsWith(".parquet") ? parquetLines(file, name) : readLines([file]);
      const taken = await importSource(store, settings, name, lines);
      sessions += taken.sessions.length;
      refused += taken.refused;
      if (databaseUrl === null) for (const id of taken.sessions) process.stdout.write(`${id}\n`);
    }
  } finally {
    await store.close();
  }
  const passed = refused === 0 ? "" : `, ${plural(refused, "line")} passed over`;
  process.stderr.write(`${plural(sessions, "session")} of ${plural(files.length, "file")}${passed}\n`);
  if (sessions === 0) throw new CheckFailed("there is nothing in it that can be opened");
}

/** Serves until it is ended, from the terminal or otherwise. */
async function serveOver(databaseUrl: string): Promise<void> {
  const server = spawn(process.execPath, ["scripts/start.mjs"], {
    stdio: "inherit",
    env: { ...process.env, DATABASE_URL: databaseUrl },
  });
  const end = (signal: NodeJS.Signals) => server.kill(signal);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
  await new Promise((resolve) => server.on("close", resolve));
}
