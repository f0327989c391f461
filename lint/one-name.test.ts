import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Folders of code that is looked for by name. `app/` is not among them: the router demands its file names. */
const FOLDERS = ["bench", "bin", "components", "e2e", "lib", "real-sampler", "scenarios", "scripts"];

/** Tests and what only tests read: a test is named after what it tests, and sketches in the words of its room. */
const IS_TEST = /\.(test|case|spec)\.tsx?$|(^|\/)(test|testing|fixtures)(\/|\.ts$)/;

const IS_CODE = /\.(ts|tsx|mjs)$/;

function codeFiles(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : codeFiles(path);
    return IS_CODE.test(path) && !IS_TEST.test(path) ? [path] : [];
  });
}

/** What a file declares at its outermost level: all that it exports, and its own types. */
function declaredNames(source: string): { readonly exported: string[]; readonly types: string[] } {
  const exported: string[] = [];
  const types: string[] = [];
  const declarations =
    /^(export )?(?:default )?(?:abstract )?(?:async )?(function\*?|const|let|class|interface|type|enum) (\w+)/gm;
  for (const [, isExported, kind, name = ""] of source.matchAll(declarations)) {
    if (isExported) exported.push(name);
    if (kind === "interface" || kind === "type" || kind === "class") types.push(name);
  }
  return { exported, types };
}

/** The names that more than one file stands for, each with those files. */
function shared(files: Iterable<readonly [name: string, file: string]>): Readonly<Record<string, string[]>> {
  const byName = new Map<string, Set<string>>();
  for (const [name, file] of files) byName.set(name, (byName.get(name) ?? new Set()).add(file));
  return Object.fromEntries([...byName].flatMap(([name, set]) => (set.size > 1 ? [[name, [...set]]] : [])));
}

describe("one name for one thing", () => {
  const files = FOLDERS.flatMap(codeFiles);
  const declared = files.map((file) => ({
    file,
    ...declaredNames(readFileSync(join(root, file), "utf8")),
  }));

  it("reads the code it judges", () => {
    expect(declared.find(({ file }) => file === "lib/core/samples/linearise.ts")?.exported).toContain(
      "linearise",
    );
  });

  it("gives no two files one name", () => {
    expect(shared(files.map((file) => [basename(file).replace(IS_CODE, ""), file]))).toEqual({});
  });

  it("declares an exported name in one file, and no type of that name in another", () => {
    const exported = new Set(declared.flatMap((one) => one.exported));
    const declarations = declared.flatMap(({ file, exported: own, types }) =>
      [...own, ...types.filter((name) => exported.has(name))].map((name) => [name, file] as const),
    );
    expect(shared(declarations)).toEqual({});
  });
});
