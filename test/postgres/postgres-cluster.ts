import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresBinaries } from "./postgres-binaries";

/** What a cluster for tests gives up: nobody needs its data after a power cut. */
const SETTINGS = { fsync: "off", shared_buffers: "64MB", max_connections: "200" };

/** A server of a test run's own. */
export interface PostgresCluster {
  /** Of its superuser, for the database `postgres`. */
  readonly url: string;
  readonly port: number;
  /** Stops the server and starts it again on the same data. `immediate` is as if its machine had died. */
  restart(how: "fast" | "immediate", between?: () => Promise<void>): Promise<void>;
  /** Gives a folder to the server, which takes no other for a tablespace. */
  give(folder: string): void;
  /** Stops the server and removes its data. */
  remove(): Promise<void>;
}

/**
 * Makes a cluster and starts it. Throws where there is no PostgreSQL.
 *
 * @param findBinaries says where its programs are.
 * @param settings of the server, beside those that every cluster of tests has.
 */
export async function startCluster(
  findBinaries = postgresBinaries,
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresCluster> {
  const folder = mkdtempSync(join(tmpdir(), "turntree-postgres-"));
  const owner = ownerOfServers();
  chmodSync(folder, 0o755);
  const bin = findBinaries(folder);
  const data = join(folder, "data");
  mkdirSync(data);
  if (owner) for (const path of [folder, data]) chownSync(path, owner.uid, owner.gid);
  const made = spawnSync(
    join(bin, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
    { ...owner, encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}${made.error?.message ?? ""}`);
  const port = await freePort();
  const start = () =>
    startServer(join(bin, "postgres"), { data, port, owner, settings: { ...SETTINGS, ...settings } });
  let server = await start();
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    port,
    async restart(how, between) {
      await stopServer(server, how);
      await between?.();
      server = await start();
    },
    give(given) {
      if (owner) chownSync(given, owner.uid, owner.gid);
    },
    async remove() {
      await stopServer(server, "immediate");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Ends the process named when nobody holds its standard input any more. */
const GUARD = `process.stdin.resume().on("end", () => {
  try { process.kill(Number(process.argv[1]), "SIGQUIT"); } catch {}
});`;

/** Ends the server with this process, also where it is killed and cleans up nothing. */
function guard(server: ChildProcess): void {
  const watching = spawn(process.execPath, ["-e", GUARD, String(server.pid)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  watching.unref();
  server.once("exit", () => watching.kill());
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Whom the server runs as, since it refuses root; null where this is not root. */
function ownerOfServers(): Owner | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (user: string, which: string) =>
    Number(spawnSync("id", [which, user]).stdout.toString() || Number.NaN);
  for (const user of ["postgres", "nobody"]) {
    const owner = { uid: idOf(user, "-u"), gid: idOf(user, "-g") };
    if (Number.isInteger(owner.uid) && Number.isInteger(owner.gid)) return owner;
  }
  throw new Error("PostgreSQL refuses root, and there is no user postgres or nobody.");
}

interface ServerStart {
  readonly data: string;
  readonly port: number;
  readonly owner: Owner | null;
  readonly settings: Readonly<Record<string, string>>;
}

function startServer(program: string, { data, port, owner, settings }: ServerStart): Promise<ChildProcess> {
  const given = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const args = ["-D", data, "-h", "127.0.0.1", "-p", String(port), "-k", data, ...given];
  const child = spawn(program, args, {
    ...owner,
    cwd: data,
    stdio: ["ignore", "ignore", "pipe"],
  });
  guard(child);
  return new Promise((resolve, reject) => {
    let said = "";
    const isReady = (text: string) => {
      said += text;
      if (!said.includes("ready to accept connections")) return;
      child.stderr.off("data", isReady).resume();
      resolve(child);
    };
    child.stderr.setEncoding("utf8").on("data", isReady);
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`PostgreSQL did not start: ${said}`)));
  });
}

async function stopServer(server: ChildProcess, how: "fast" | "immediate"): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill(how === "fast" ? "SIGINT" : "SIGQUIT");
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("There is no port.");
  return address.port;
}
