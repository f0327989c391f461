import { access, constants, mkdir, stat, statfs } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { errorMessage } from "@/lib/core/base/error-message";
import { readS3Place } from "@/lib/core/evidence/s3-place";
import type { EngineFinding } from "@/lib/recorder/models/engine-finding";
import type { Settings } from "@/lib/settings/settings";
import { blobsOf } from "@/lib/store/blobs/blobs-of";
import { examineBlobs } from "./examine-blobs";

/** Less room than this, in bytes, is used up within an evening of long sessions. */
const LITTLE_ROOM = 1_073_741_824;

/** Two clocks that are further apart, in ms, put annotations and ages in a wrong order. */
const CLOCK_MS = 5_000;

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
  findings.push(...(await rightsFinding(settings.databaseUrl)), ...(await clockFinding(settings)));
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
    await access(folder, constants.W_OK | constants.X_OK);
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

async function clockFinding({ engine, engineUrl }: MachineSettings): Promise<readonly EngineFinding[]> {
  if (engine === "sim") return [];
  try {
    const began = Date.now();
    const answer = await fetch(engineUrl, { signal: AbortSignal.timeout(PATIENCE_MS) });
    await answer.body?.cancel();
    const said = Date.parse(answer.headers.get("date") ?? "");
    if (Number.isNaN(said))
      return [{ what: "clock", state: "no", words: "The engine does not tell the time." }];
    // The header has whole seconds.
    const apart = Math.max(0, Math.abs(said - began) - 1_000);
    const seconds = `${Math.round(apart / 1000)} s`;
    return apart <= CLOCK_MS
      ? [
          {
            what: "clock",
            state: "ok",
            words: `Within ${Math.max(1, Math.ceil(apart / 1000))} s of the engine's.`,
          },
        ]
      : [{ what: "clock", state: "fault", words: `It is ${seconds} from the engine's: set both by NTP.` }];
  } catch {
    return [];
  }
}
