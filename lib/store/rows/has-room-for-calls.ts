import { statfsSync } from "node:fs";
import { dirname } from "node:path";

/** A disk with less room than this, in bytes, is full: a long call's turn and what opens its session fit in it. */
const ROOM_FOR_CALLS = 1_048_576;

/** Whether the disk of this file has room for the turns of calls; true where the system does not say. */
export function hasRoomForCalls(file: string): boolean {
  try {
    const { bsize, bavail, bfree } = statfsSync(dirname(file));
    // Root may use what is kept back from others.
    const blocks = process.geteuid?.() === 0 ? bfree : bavail;
    return blocks * bsize >= ROOM_FOR_CALLS;
  } catch {
    return true;
  }
}
