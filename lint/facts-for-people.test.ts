import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sourceFiles } from "./source-files";

const ROOT = process.cwd();
const FOLDERS = ["lib", "components", "app", "bin", "bench", "scenarios"];

/** Who makes what is for people, and who writes it for files, the database and the page. */
const READERS_AND_WRITERS = [
  "lib/core/recording/facts-for-people.ts",
  "lib/core/recording/read-turn-facts.ts",
  "lib/core/recording/turn-facts-json.ts",
  "lib/core/recording/turn-facts.ts",
  "lib/recorder/call/turn-input.ts",
];

/** Who shows or stores all facts of a turn. */
const SHOWN_OR_STORED = [
  "lib/core/file/turn-line-text.ts",
  "lib/inspect/session/read-node-detail.ts",
  "lib/recorder/call/retrieve-response.ts",
  "lib/store/rows/turn-columns.ts",
  "lib/store/turns/session-state.ts",
];

function filesThatSay(pattern: RegExp): string[] {
  return sourceFiles(ROOT, FOLDERS)
    .filter((path) => /\.tsx?$/.test(path) && pattern.test(readFileSync(path, "utf8")))
    .sort();
}

describe("the facts of a turn that are for people", () => {
  it("are touched by their reader and their writers alone", () => {
    const touching = filesThatSay(/\b[fF]actsForPeople\b|\bturn\??\.facts\b/);
    expect(touching).toEqual(READERS_AND_WRITERS);
  });

  it("are joined with the others to be shown or stored, for no other end", () => {
    const joining = filesThatSay(/\bturnFactsJson\(/);
    expect(joining).toEqual([...SHOWN_OR_STORED, "lib/core/recording/turn-facts-json.ts"].sort());
  });
});
