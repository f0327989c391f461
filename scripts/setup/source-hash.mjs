import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** One hash over the contents of files and folders, so that a stamp says whether they changed. Tests do not count. */
export function sourceHash(roots) {
  const hash = createHash("sha256");
  for (const file of roots.flatMap(filesBelow).sort()) {
    hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesBelow(root) {
  const stat = statSync(root, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [root];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.name !== "generated")
    .flatMap((entry) => filesBelow(path.join(root, entry.name)))
    .filter((file) => !/\.(test|case)\.tsx?$/.test(file));
}
