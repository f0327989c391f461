import path from "node:path";

/** A file of this folder, as the programs that are called with it want it. */
export function engineFile(name: string): string {
  return path.resolve("engines", name);
}
