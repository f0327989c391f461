import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** All files under some folders but what builds made, as paths from the root. */
export function filesBelow(root: string, folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => relative(root, join(parentPath, name)).replaceAll("\\", "/")),
    )
    .filter((path) => !path.includes("/.next/"))
    .sort();
}
