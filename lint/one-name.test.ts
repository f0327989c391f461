import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { groupBy } from "@/lib/core/base/group-by";
import { declaredNames } from "./declared-names";
import { sourceFiles } from "./source-files";

/** `app/` is not among them: its router demands the names of files and of what they export. */
const FOLDERS = [
  "bench",
  "bin",
  "components",
  "e2e",
  "engines",
  "lib",
  "lint",
  "real-sampler",
  "scenarios",
  "scripts",
  "test",
  "trainers",
];

const CODE = /\.(ts|tsx|mjs)$/;

const files = sourceFiles(process.cwd(), FOLDERS).filter(
  (path) => CODE.test(path) && !path.includes("node_modules"),
);
const declared = files.map((file) => ({ file, ...declaredNames(readFileSync(file, "utf8")) }));

interface Named {
  readonly name: string;
  readonly file: string;
}

/** The names for which more than one file stands, each with those files. */
function shared(named: readonly Named[]): readonly string[] {
  return [...groupBy(named, ({ name }) => name)].flatMap(([name, held]) => {
    const places = new Set(held.map(({ file }) => file));
    return places.size > 1 ? [`${name}: ${[...places].join(", ")}`] : [];
  });
}

describe("one name for one thing", () => {
  it("gives no two files one name", () => {
    expect(files).toContain("lib/core/samples/linearise.ts");
    expect(shared(files.map((file) => ({ name: basename(file).replace(CODE, ""), file })))).toEqual([]);
  });

  it("declares an exported name in one file, and no type of that name in another", () => {
    const exported = new Set(declared.flatMap((one) => one.exported));
    expect(exported).toContain("linearise");
    const named = declared.flatMap(({ file, exported: own, types }) =>
      [...own, ...types.filter((name) => exported.has(name))].map((name) => ({ name, file })),
    );
    expect(shared(named)).toEqual([]);
  });
});

describe("what a file declares", () => {
  it("is what it exports, and its own types, at the outermost level", () => {
    const source = [
      "export interface Turn {}",
      "type Kind = string;",
      "export async function* events() {",
      "  const inner = 1;",
      "}",
      "export default function Page() {}",
      "export abstract class Base {}",
      "function own() {}",
      "export const LIMIT = 3;",
    ].join("\n");
    expect(declaredNames(source)).toEqual({
      exported: ["Turn", "events", "Page", "Base", "LIMIT"],
      types: ["Turn", "Kind", "Base"],
    });
  });
});
