import { readFileSync } from "node:fs";
import { processFamily, processStat } from "@/bench/support/process-family";

/** What processes have used since they began. */
export interface ProcessCost {
  readonly cpuMs: number;
  readonly residentMb: number;
  readonly writtenKb: number;
}

/** Ticks of Linux' clock in a second. */
const TICKS = 100;

/** Of processes and all that they started, read from /proc: Linux alone. */
export function processCost(pids: readonly number[]): ProcessCost {
  const all = processFamily(pids);
  const sum = (of: (pid: number) => number) => all.reduce((total, pid) => total + of(pid), 0);
  return {
    cpuMs: (sum((pid) => ticks(pid)) * 1000) / TICKS,
    residentMb: sum((pid) => field(`/proc/${pid}/status`, "VmRSS")) / 1024,
    writtenKb: sum((pid) => field(`/proc/${pid}/io`, "write_bytes")) / 1024,
  };
}

function ticks(pid: number): number {
  const fields = processStat(pid);
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

function field(path: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(read(path))?.[1] ?? 0);
}

/** Nothing where the process has ended. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
