import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type DocBlock, docBlocks } from "./doc-blocks";
import { docPaths } from "./doc-paths";

const root = fileURLToPath(new URL("..", import.meta.url));

const PAGES = [...readdirSync(root), ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)].filter(
  (page) => page.endsWith(".md"),
);

/** A bullet that is longer is a paragraph. */
const MOST_CHARACTERS = 300;

/** In a sentence, which ends with a stop or a colon; code and what a link says are read as they are spoken. */
const MOST_WORDS = 28;

/** The sentences of a piece of prose. Code counts as one word. */
function sentencesOf(prose: string): readonly string[] {
  const spoken = prose.replace(/`[^`]*`/g, "CODE").replace(/\]\([^)]*\)|\*\*/g, "");
  return spoken.split(/(?<=[.!?:])\s+/);
}

const FOLDERS = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
  .map(({ name }) => name);

/** Whether a path leads to something; a star stands for any part of a file's name, braces for each of a list. */
function isThere(path: string): boolean {
  const [list, names = ""] = /\{(.*)\}/.exec(path) ?? [];
  if (list !== undefined) return names.split(",").every((name) => isThere(path.replace(list, name)));
  const [before, after] = basename(path).split("*");
  if (before === undefined || after === undefined) return existsSync(join(root, path));
  return readdirSync(join(root, dirname(path))).some(
    (name) => name.startsWith(before) && name.endsWith(after),
  );
}

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

  it(`has bullets of at most ${MOST_CHARACTERS} characters`, () => {
    expect(faultsOf(page, ({ kind, text }) => kind === "bullet" && text.length > MOST_CHARACTERS)).toEqual(
      [],
    );
  });

  it(`has sentences of at most ${MOST_WORDS} words`, () => {
    const isLong = ({ kind, text }: DocBlock) =>
      (kind === "bullet" || kind === "paragraph") &&
      sentencesOf(text).some((sentence) => sentence.split(/\s+/).length > MOST_WORDS);
    expect(faultsOf(page, isLong)).toEqual([]);
  });

  it("names no path that is not there", () => {
    const folder = dirname(page) === "." ? "" : dirname(page);
    const missing = docPaths(readFileSync(join(root, page), "utf8"), folder, FOLDERS)
      .filter(({ path }) => !isThere(path))
      .map(({ line, path }) => `${page}:${line} ${path}`);
    expect(missing).toEqual([]);
  });

  it("fences its code, so that an indent means nothing", () => {
    expect(faultsOf(page, ({ kind, text }) => kind === "paragraph" && text.startsWith("    "))).toEqual([]);
  });
});
