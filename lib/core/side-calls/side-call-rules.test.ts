import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { SIDE_CALL_RULES } from "./side-call-rules";

it("stand in docs/recording.md, in their order and words", () => {
  const rows = SIDE_CALL_RULES.map(({ name, kind, shape }) => `| \`${name}\` | \`${kind}\` | ${shape} |`);
  expect(readFileSync("docs/recording.md", "utf8")).toContain(rows.join("\n"));
});
