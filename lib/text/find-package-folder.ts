import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

function* ancestors(start: string): Generator<string> {
  for (let folder = start; ; folder = dirname(folder)) {
    yield folder;
    if (dirname(folder) === folder) return;
  }
}

/**
 * Where an installed package lies on disk; null when it is nowhere. The search goes up from the working folder and
 * from this file by hand: a `require.resolve` would be replaced at build time, and eleven megabytes of vocabulary
 * are read from disk, never bundled.
 */
export function findPackageFolder(name: string): string | null {
  const starts = [process.cwd(), dirname(fileURLToPath(import.meta.url))];
  for (const start of starts) {
    for (const folder of ancestors(start)) {
      const candidate = join(/* turbopackIgnore: true */ folder, "node_modules", name);
      if (existsSync(join(/* turbopackIgnore: true */ candidate, "package.json"))) return candidate;
    }
  }
  return null;
}
