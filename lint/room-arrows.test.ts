import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { arrowRows, readArrowRows } from "./arrow-rows";
import { circleOf } from "./circle-of";
import { importsOf } from "./imports-of";
import { overfullFolders } from "./overfull-folders";
import { type RoomArrows, roomArrows } from "./room-arrows";
import { roomOf } from "./room-of";
import { sourceFiles } from "./source-files";
import { upwardArrows } from "./upward-arrows";

const ROOT = process.cwd();
const BUILT = ["lib", "components", "app", "scenarios", "bin"];
const BESIDE = ["bench", "e2e", "engines", "lint", "scripts", "test", "trainers"];

const MOST_FILES = 30;

const arrows = roomArrows(ROOT, BUILT);
const documented = readArrowRows(readFileSync("docs/architecture.md", "utf8"));
const order = documented.map(({ room }) => room);

describe("the rooms of the house", () => {
  it("import each other as the table of docs/architecture.md says", () => {
    expect(documented).toEqual(arrowRows(arrows, order));
  });

  it("import only rooms above them in the table", () => {
    expect(upwardArrows(arrows, order)).toEqual([]);
  });

  it("stand in no circle", () => {
    expect(circleOf(arrows)).toBeNull();
  });

  it(`hold at most ${MOST_FILES} files a folder, tests apart`, () => {
    const files = sourceFiles(ROOT, [...BUILT, ...BESIDE]);
    expect(files).toContain("lib/core/base/assume.ts");
    expect(files).not.toContain("lint/room-arrows.test.ts");
    expect(overfullFolders(files, MOST_FILES)).toEqual(new Map());
  });
});

function arrowsOf(given: Readonly<Record<string, readonly string[]>>): RoomArrows {
  return new Map(Object.entries(given).map(([room, imported]) => [room, new Set(imported)]));
}

describe("what is read of the imports", () => {
  it("takes values, types, re-exports and lazy imports, over several lines too, and leaves out packages", () => {
    const source = [
      'import { z } from "zod";',
      'import type { Turn } from "@/lib/core/recording/turn";',
      'import { short } from "./short";',
      "import {",
      "  first,",
      "  second,",
      '} from "@/lib/long";',
      'export type { Word } from "@/lib/words";',
      'import "@/app/style.css";',
      'export const from = "@/lib/none";',
      ' * import { told } from "@/lib/told";',
      'const later = () => import("@/components/later");',
    ].join("\n");
    expect(importsOf("lib/here/file.ts", source)).toEqual([
      "lib/core/recording/turn",
      "lib/here/short",
      "lib/long",
      "lib/words",
      "app/style.css",
      "components/later",
    ]);
  });

  it.each([
    ["lib/core/json/fields.ts", "lib/core/json"],
    ["lib/text/families/llama.ts", "lib/text"],
    ["lib/store/store", "lib/store/{connection,store,task-queue,write}.ts"],
    ["lib/store/prisma-store.ts", "lib/store/*"],
    ["components/tree/flow/flow-node.tsx", "components/tree/flow"],
    ["app/api/health/route.ts", "app"],
  ])("places %s in %s", (file, room) => {
    expect(roomOf(file)).toBe(room);
  });

  it("names a neighbour by its own name and a room of another house by that house", () => {
    const given = arrowsOf({
      "lib/core/base": [],
      "lib/core/json": ["lib/core/base"],
      "lib/text": ["lib/core/base", "lib/core/json"],
      "lib/store/rows": ["lib/core/json"],
      "lib/store/*": ["lib/store/rows"],
      "components/ui": ["lib/core/json"],
    });
    expect(arrowRows(given, ["lib/core/base"]).map(({ imports }) => imports)).toEqual([
      "",
      "base",
      "core",
      "lib/core",
      "rows",
      "lib/core",
    ]);
  });

  it("finds an arrow upwards, one to a room that the table leaves out, and a circle", () => {
    const given = arrowsOf({ ground: ["roof"], roof: ["wall", "shed"], wall: ["ground"] });
    expect(upwardArrows(given, ["ground", "wall", "roof"])).toEqual(["ground → roof", "roof → shed"]);
    expect(circleOf(given)).toEqual(["ground", "roof", "wall", "ground"]);
    expect(circleOf(arrowsOf({ roof: ["wall", "ground"], wall: ["ground"], ground: [] }))).toBeNull();
  });

  it("finds a folder that is overfull, whatever stands in the folders within", () => {
    const files = ["a/1.ts", "a/2.ts", "a/3.ts", "a/b/1.ts", "a/b/2.ts"];
    expect(overfullFolders(files, 2)).toEqual(new Map([["a", 3]]));
  });
});
