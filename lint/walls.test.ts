import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

const BIOME = resolve("node_modules/@biomejs/biome/bin/biome");

const REPORT = z.object({
  diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.string() }) })),
});

/** What stands against the walls: a file, and what it imports. */
const REFUSED: readonly (readonly [file: string, imported: string])[] = [
  ["components/ui/planted.ts", "@/components/session/use-node"],
  ["components/tree/flow/planted.tsx", "@/components/session-page/workspace"],
  ["components/session-page/planted.tsx", "@/components/list-page/list-page"],
  ["components/session/planted.ts", "@/lib/store/store"],
  ["lib/core/tree/planted.ts", "node:fs"],
  ["lib/core/base/planted.ts", "zod"],
  ["lib/core/json/planted.ts", "@/lib/core/message/message"],
  ["lib/text/planted.ts", "@/lib/store/store"],
  ["lib/text/families/planted.ts", "react"],
  ["lib/wire/chat/planted.ts", "../shared/read-content"],
  ["lib/settings/planted.ts", "@/lib/recorder/history/auxiliary-rules"],
  ["lib/recorder/planted.ts", "@/lib/server/runtime"],
  ["lib/recorder/edge/planted.ts", "@/lib/recorder/call/job"],
  ["lib/recorder/lifecycle/planted.ts", "@/lib/api/management-error"],
  ["app/api/planted.ts", "@/test/recording/turn-of"],
  ["bin/planted.ts", "@/test/recording/turn-of"],
  ["components/session/planted-test.ts", "@/test/recording/turn-of"],
  ["lib/recorder/planted-test.ts", "@/test/recording/turn-of"],
  ["scenarios/planted.ts", "@/test/recording/turn-of"],
  ["planted.ts", "@/test/recording/turn-of"],
];

const ALLOWED: readonly (readonly [file: string, imported: string])[] = [
  ["components/session/allowed.ts", "@/components/ui/format"],
  ["components/ui/allowed.ts", "./format"],
  ["lib/core/tree/allowed.ts", "@/lib/core/json/json-value"],
  ["lib/text/allowed.ts", "@/lib/core/message/message"],
  ["lib/text/families/allowed.ts", "node:fs"],
  ["lib/recorder/call/allowed.ts", "@/lib/recorder/edge/call-error"],
  ["lib/core/base/allowed.test.ts", "node:fs"],
  ["lib/store/allowed.case.ts", "@/test/recording/turn-of"],
  ["bench/allowed.ts", "@/test/recording/turn-of"],
];

const CIRCLE: readonly (readonly [file: string, imported: string])[] = [
  ["components/node/circle.ts", "@/components/diff/circle"],
  ["components/diff/circle.ts", "@/components/node/circle"],
];

function write(folder: string, [file, imported]: readonly [string, string]): void {
  mkdirSync(join(folder, dirname(file)), { recursive: true });
  const text = `import type { Planted } from "${imported}";\n\nexport type Other = Planted;\n`;
  writeFileSync(join(folder, file), text);
}

const found = new Map<string, string[]>();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "turntree-walls-"));
  for (const name of ["biome.json", "lint", "tsconfig.json", "package.json"]) {
    cpSync(name, join(folder, name), { recursive: true });
  }
  for (const planted of [...REFUSED, ...ALLOWED, ...CIRCLE]) write(folder, planted);
  const options = ["--vcs-enabled=false", "--max-diagnostics=none", "--reporter=json"];
  const { stdout } = spawnSync(process.execPath, [BIOME, "lint", ...options, "."], {
    cwd: folder,
    encoding: "utf8",
  });
  for (const { category, location } of REPORT.parse(JSON.parse(stdout)).diagnostics) {
    found.set(location.path, [...(found.get(location.path) ?? []), category]);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("lint", () => {
  it.each(REFUSED)("refuses that %s imports %s", (file) => {
    expect(found.get(file)).toContain("lint/style/noRestrictedImports");
  });

  it.each(ALLOWED)("allows that %s imports %s", (file) => {
    expect(found.get(file)).toBeUndefined();
  });

  it("refuses a circle of files, through types alone and across rooms", () => {
    for (const [file] of CIRCLE) expect(found.get(file)).toEqual(["lint/suspicious/noImportCycles"]);
  });
});
