import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { filesBelow } from "./files-below";

const read = (file: string) => readFileSync(file, "utf8");
const sources = filesBelow(".", ["app", "bin", "lib", "scripts"]).filter(
  (file) => /\.(ts|tsx|mjs)$/.test(file) && !/\.test\.tsx?$/.test(file),
);

describe("rows that SQL reads", () => {
  it("come by way of columns that say their type, but for what settings answer", () => {
    const asking = sources.filter((file) => /\$queryRaw/.test(read(file)));
    expect(asking).toEqual([
      "lib/store/database/sqlite-database.ts",
      "lib/store/dialect/dialect.ts",
      "lib/store/dialect/sqlite-dialect.ts",
      "lib/store/rows/raw-rows.ts",
      "lib/store/writer/write-statements.ts",
    ]);
  });

  it("hold no sum that Prisma makes, whose column has no type", () => {
    const summing = sources.filter((file) => /\.(aggregate|groupBy)\(\{/.test(read(file)));
    expect(summing).toEqual([]);
  });
});
