import { posix } from "node:path";

/** An import or re-export as the formatter writes it: at the start of a line, over several lines if it is long. */
const STATEMENT = /^(?:import|export)\b[^;"=(]*"([^"]+)"/gm;
const LAZY = /\bimport\(\s*"([^"]+)"/g;

/**
 * The files that a file imports, values and types alike, as paths from the top without their ending; packages are left
 * out.
 *
 * @example
 * importsOf("lib/a/b.ts", 'import { c } from "./c";\nimport { d } from "@/lib/d";'); // ["lib/a/c", "lib/d"]
 */
export function importsOf(file: string, source: string): string[] {
  const found = [...source.matchAll(STATEMENT), ...source.matchAll(LAZY)];
  return found.flatMap(([, specifier = ""]) => {
    if (specifier.startsWith("@/")) return [specifier.slice(2)];
    if (/^\.\.?\//.test(specifier)) return [posix.join(posix.dirname(file), specifier)];
    return [];
  });
}
