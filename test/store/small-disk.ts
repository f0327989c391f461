import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, truncateSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Room for a database and its write-ahead log, and small enough to be filled at once. */
const SIZE = "32m";

/** A disk of its own in memory, for tests that fill it. */
export interface SmallDisk {
  readonly path: string;
  /** Takes all the room that is left. */
  fill(): void;
  /** Gives back so many bytes of what `fill` took. */
  giveBack(bytes: number): void;
  /** Gives back what `fill` took. */
  makeRoom(): void;
  /** Takes and gives the right to write to any file of it, which binds root too. */
  allowWrites(areAllowed: boolean): void;
  remove(): void;
}

/** Mounts one; null where this user may not mount. */
export function smallDisk(): SmallDisk | null {
  const path = mkdtempSync(join(tmpdir(), "turntree-disk-"));
  const mount = (...args: string[]) => spawnSync("mount", args).status === 0;
  if (!mount("-t", "tmpfs", "-o", `size=${SIZE}`, "turntree", path)) {
    rmSync(path, { recursive: true });
    return null;
  }
  const ballast = join(path, "ballast");
  return {
    path,
    fill: () => fillWith(ballast),
    giveBack: (bytes) => truncateSync(ballast, statSync(ballast).size - bytes),
    makeRoom: () => rmSync(ballast),
    allowWrites(areAllowed) {
      const how = areAllowed ? "rw" : "ro";
      if (!mount("-o", `remount,${how},size=${SIZE}`, path)) throw new Error(`${path} is not ${how}.`);
    },
    remove() {
      spawnSync("umount", ["--lazy", path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

function fillWith(file: string): void {
  const handle = openSync(file, "w");
  try {
    for (const size of [65_536, 4096, 1]) while (takes(handle, Buffer.alloc(size)));
  } finally {
    closeSync(handle);
  }
}

/** Whether the disk took these bytes; false once it is full. */
function takes(handle: number, bytes: Uint8Array): boolean {
  try {
    return writeSync(handle, bytes) > 0;
  } catch {
    return false;
  }
}
