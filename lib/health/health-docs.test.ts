import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { DETECTORS } from "./all-detectors";

it("the table of docs/health.md is that of the detectors", () => {
  const rows = Object.values(DETECTORS).map(
    ({ name, level, rule }) => `| \`${name}\` | ${level} | ${rule} |`,
  );
  const told = readFileSync("docs/health.md", "utf8")
    .split("\n")
    .filter((line) => /^\| `\w+` \| (error|warn|info) \|/.test(line));
  expect(told).toEqual(rows);
});
