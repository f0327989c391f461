import { readFileSync } from "node:fs";
import { join } from "node:path";
import { importsOf } from "./imports-of";
import { roomOf } from "./room-of";
import { sourceFiles } from "./source-files";

/** Every room with the rooms that its files import, tests apart. */
export type RoomArrows = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Reads the arrows between rooms from the imports of the files themselves.
 *
 * @param root the folder that the paths are read from
 * @param tops the folders in it whose rooms are meant
 */
export function roomArrows(root: string, tops: readonly string[]): RoomArrows {
  const arrows = new Map<string, Set<string>>();
  for (const file of sourceFiles(root, tops).filter((path) => /\.tsx?$/.test(path))) {
    const room = roomOf(file);
    const imported = arrows.get(room) ?? new Set();
    arrows.set(room, imported);
    for (const path of importsOf(file, readFileSync(join(root, file), "utf8"))) {
      const other = roomOf(path);
      if (other !== room && tops.some((top) => path.startsWith(`${top}/`))) imported.add(other);
    }
  }
  return arrows;
}
