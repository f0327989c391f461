import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** Tests are no part of the rooms that they test. */
const TEST = /\.(test|case|spec)\./;

/** All files under some folders, tests apart, as paths from the root. */
export function sourceFiles(root: string, folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => relative(root, join(parentPath, name)).replaceAll("\\", "/")),
    )
    .filter((path) => !TEST.test(path))
    .sort();
}
