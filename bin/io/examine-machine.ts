import { mkdir, rm, stat, statfs, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { errorMessage } from "@/lib/core/base/error-message";
import { readS3Place } from "@/lib/core/evidence/s3-place";
import type { EngineFinding } from "@/lib/recorder/models/engine-finding";
import type { Settings } from "@/lib/settings/settings";
import { blobsOf } from "@/lib/store/blobs/blobs-of";
import { clockFinding } from "./clock-finding";
import { examineBlobs } from "./examine-blobs";
import { examineDatabase } from "./examine-database";

/** Less room than this, in bytes, is used up within an evening of long sessions. */
const LITTLE_ROOM = 1_073_741_824;

const PATIENCE_MS = 5_000;

type MachineSettings = Pick<Settings, "host" | "port" | "databaseUrl" | "blobs" | "engine" | "engineUrl">;

/** Looks at the port, the files, their room and the clock that a server of these settings would use. Never rejects. */
export async function examineMachine(settings: MachineSettings): Promise<readonly EngineFinding[]> {
  const { blobs } = settings;
  const isElsewhere = blobs !== null && readS3Place(blobs) !== null;
  const folders = [folderOf(settings.databaseUrl), isElsewhere ? null : blobs].filter(
    (folder) => folder !== null,
  );
  const findings = [await portFinding(settings)];
  for (const folder of folders) findings.push(...(await folderFindings(folder)));
  const apart = isElsewhere ? blobsOf(settings) : null;
  if (apart !== null) findings.push(await examineBlobs(apart));
  findings.push(
    ...(await rightsFinding(settings.databaseUrl)),
    ...(await examineDatabase(settings.databaseUrl)),
  );
  findings.push(...(await engineClock(settings)));
  return findings;
}

async function portFinding({ host, port }: MachineSettings): Promise<EngineFinding> {
  const where = `${host}:${port}`;
  const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    const server = createServer();
    server.once("error", resolve);
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
  if (error === null) return { what: "port", state: "ok", words: `${where} is free.` };
  if (error.code === "EADDRINUSE" && (await isTurntree(urlOf(host, port))))
    return { what: "port", state: "ok", words: `A Turntree listens on ${where}.` };
  const words =
    error.code === "EADDRINUSE" ? `${where} is taken by another program.` : `${where}: ${error.message}.`;
  return { what: "port", state: "fault", words: `${words} Set PORT or HOST.` };
}

function urlOf(host: string, port: number): string {
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

async function isTurntree(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return (await answer.text()).startsWith('{"status":');
  } catch {
    return false;
  }
}

/** The folder of a SQLite file; null for a database elsewhere. */
function folderOf(databaseUrl: string): string | null {
  const file = fileOf(databaseUrl);
  return file === null ? null : path.dirname(file);
}

function fileOf(databaseUrl: string): string | null {
  return databaseUrl.startsWith("file:") ? path.resolve(databaseUrl.slice("file:".length)) : null;
}

async function folderFindings(folder: string): Promise<readonly EngineFinding[]> {
  try {
    await mkdir(folder, { recursive: true });
    await writeAndRemove(folder);
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    const words = `${folder} takes files, and ${(free / 2 ** 30).toFixed(1)} GiB are free.`;
    return free >= LITTLE_ROOM
      ? [{ what: "files", state: "ok", words }]
      : [{ what: "files", state: "fault", words: `${words} Make room, or move DATABASE_URL.` }];
  } catch (error) {
    const words = `${folder} takes no files: ${errorMessage(error)}. Give the user of the server the right to write.`;
    return [{ what: "files", state: "fault", words }];
  }
}

/** Rights alone say too little: a mount may be read-only, and root may write anywhere else. */
async function writeAndRemove(folder: string): Promise<void> {
  const file = path.join(folder, `.turntree-doctor-${process.pid}`);
  await writeFile(file, "");
  await rm(file);
}

/** Whether others on this machine may read what was recorded. */
async function rightsFinding(databaseUrl: string): Promise<readonly EngineFinding[]> {
  const file = fileOf(databaseUrl);
  const facts = file === null ? null : await stat(file).catch(() => null);
  if (file === null || facts === null) return [];
  const isOpen = (facts.mode & 0o007) !== 0;
  return isOpen
    ? [
        {
          what: "file rights",
          state: "no",
          words: `Every user of this machine can read ${file}: chmod 600 it.`,
        },
      ]
    : [{ what: "file rights", state: "ok", words: `${file} is its owner's.` }];
}

async function engineClock({ engine, engineUrl }: MachineSettings): Promise<readonly EngineFinding[]> {
  if (engine === "sim") return [];
  try {
    const before = Date.now();
    const answer = await fetch(engineUrl, { signal: AbortSignal.timeout(PATIENCE_MS) });
    await answer.body?.cancel();
    const said = Date.parse(answer.headers.get("date") ?? "");
    if (Number.isNaN(said))
      return [{ what: "clock", state: "no", words: "The engine does not tell the time." }];
    // The header has whole seconds.
    return [clockFinding("the engine's", { before: before - 1_000, told: said, after: Date.now() })];
  } catch {
    return [];
  }
}
