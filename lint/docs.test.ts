import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type DocBlock, docBlocks } from "./doc-blocks";

const root = fileURLToPath(new URL("..", import.meta.url));

const PAGES = ["README.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)].filter((page) =>
  page.endsWith(".md"),
);

/** The blocks of a page that something stands against, as a reader finds them. */
function faultsOf(page: string, isFaulty: (block: DocBlock) => boolean): string[] {
  return docBlocks(readFileSync(join(root, page), "utf8"))
    .filter(isFaulty)
    .map(({ line, text }) => `${page}:${line} ${text.slice(0, 60)}`);
}

describe.each(PAGES)("%s", (page) => {
  it("has each paragraph and each bullet on one line", () => {
    expect(faultsOf(page, ({ kind, text }) => kind !== "code" && text.includes("\n"))).toEqual([]);
  });

  it("fences its code, so that an indent means nothing", () => {
    expect(faultsOf(page, ({ kind, text }) => kind === "paragraph" && text.startsWith("    "))).toEqual([]);
  });
});
