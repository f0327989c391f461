import { filesBelow } from "./files-below";

/** Tests are no part of the rooms that they test. */
const TEST = /\.(test|case|spec)\./;

/** All files under some folders, tests apart, as paths from the root. */
export function sourceFiles(root: string, folders: readonly string[]): string[] {
  return filesBelow(root, folders).filter((path) => !TEST.test(path));
}
