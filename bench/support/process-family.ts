import { readdirSync, readFileSync } from "node:fs";

/** Processes and all that they started, read from /proc: Linux alone. */
export function processFamily(pids: readonly number[]): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const [, parent] = processStat(Number(name));
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const found = new Set(pids);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}

/** The fields of a process' status after its name, which may hold blanks; none where it has ended. */
export function processStat(pid: number): readonly string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}
