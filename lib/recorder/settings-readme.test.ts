import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import settings from "@/lib/settings/settings-table.json";

describe("the README's table of settings", () => {
  const rows = readFileSync("README.md", "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| `"));

  it.each(settings)("says of $name what --help says", ({ name, default: value, meaning }) => {
    expect(rows).toContain(`| \`${name}\` | ${value === "" ? "" : `\`${value}\``} | ${meaning} |`);
  });
});
