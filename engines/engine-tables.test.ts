import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { MEANT_DIFFERENCES } from "@/engines/templates/meant-differences";
import type { StartReport } from "./check-report";
import { engineTables, withTables } from "./engine-tables";

const report = (id: string, given: Partial<StartReport> = {}): StartReport => ({
  ...{ id, words: `${id} as it comes`, version: "1.2", checks: [], faults: [], capabilities: [] },
  seconds: { install: 0, start: 90.4, all: 300.2 },
  ...given,
});

const FAULT = {
  ...{ fault: "gone", client: "502, retry-after 2: refused", recorded: "nothing", trains: "nothing" },
  problems: [],
};

describe("the tables of live engines", () => {
  it("say what was found of each start, faults that end alike in one row", () => {
    const reports = [
      report("a", {
        checks: [{ check: "recorded as on the wire", figures: "48 calls", problems: [] }],
        faults: [FAULT, { ...FAULT, fault: "killed", client: "a cut stream" }],
        capabilities: [{ capability: "a grammar", route: "/generate", answer: "yes" }],
      }),
      report("b", {
        checks: [{ check: "recorded as on the wire", figures: "48 calls", problems: ["s: differs | here"] }],
        faults: [FAULT],
      }),
    ];
    expect(engineTables(reports).map((table) => table.split("\n").slice(2))).toEqual([
      ["| `a` | a as it comes | 1.2 | 90 | 300 |", "| `b` | b as it comes | 1.2 | 90 | 300 |"],
      [
        "| recorded as on the wire | `a` | 48 calls |",
        "| recorded as on the wire | `b` | **1 problems**: s: differs \\| here |",
      ],
      [
        "| gone | all | 502, retry-after 2: refused | nothing | nothing |",
        "| killed | `a` | a cut stream | nothing | nothing |",
      ],
      ["| a grammar | yes |"],
    ]);
  });

  it("have their places in docs/engines.md, and leave all else as it is", () => {
    const page = readFileSync("docs/engines.md", "utf8");
    const capabilities = [{ capability: "a grammar", route: "/new", answer: "yes" }];
    const tables = engineTables([report("a", { capabilities })]);
    const written = withTables(page, tables);
    for (const table of tables) expect(written).toContain(table);
    expect(withTables(written, tables)).toBe(written);
    const prose = (text: string) => text.split("\n").filter((line) => !line.startsWith("|"));
    expect(prose(written)).toEqual(prose(page));
  });

  it("are not written to a page that has no such table", () => {
    expect(() => withTables("# Engines\n", engineTables([report("a")]))).toThrow("no table begins with");
  });
});

it("the differences from an engine's own template that are meant are those of docs/engines.md", () => {
  const lines = readFileSync("docs/engines.md", "utf8").split("\n");
  const rows = lines.slice(lines.findIndex((line) => line.startsWith("| meant difference |")) + 2);
  const names = rows.slice(0, rows.indexOf("")).map((row) => row.split("|")[1]?.trim());
  expect(names).toEqual(MEANT_DIFFERENCES.map(({ name }) => name));
});
