import { posix } from "node:path";

/** Folders in which more than `most` of the files stand, with how many. */
export function overfullFolders(files: readonly string[], most: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const file of files) {
    const folder = posix.dirname(file);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return new Map([...counts].filter(([, count]) => count > most));
}
