import { docBlocks } from "./doc-blocks";

/** Where a page leads to: a path from the root of the repository, or one with stars in it. */
export interface DocPath {
  readonly line: number;
  readonly path: string;
}

/** A file that is named with one of these ends is one of the repository; data has others. */
const CODE = /^[\w@*[\]./-]+\.(tsx?|mjs|prisma|grit)$/;
const LINK = /\]\(([^)#:\s]+)(#[^)]*)?\)/g;
const IN_BACKTICKS = /`([^`]+)`/g;

/**
 * The paths that a page names: in backticks, from the root, and as links, from the page's own folder. What begins with
 * one of `folders` is a path, and so is every name of a file of code.
 *
 * @example
 * docPaths("See `lib/core/` and [store](store.md).", "docs", ["lib"]); // paths "lib/core/" and "docs/store.md"
 */
export function docPaths(page: string, folder: string, folders: readonly string[]): DocPath[] {
  return docBlocks(page).flatMap(({ line, kind, text }) => {
    if (kind === "code") return [];
    const named = [...text.matchAll(IN_BACKTICKS)]
      .flatMap(([, quoted = ""]) => quoted.split(/\s/))
      .filter((word) => CODE.test(word) || folders.some((name) => word.startsWith(`${name}/`)))
      .map((path) => ({ line, path }));
    const linked = [...text.matchAll(LINK)].map(([, to = ""]) => ({
      line,
      path: folder === "" ? to : `${folder}/${to}`,
    }));
    return [...named, ...linked];
  });
}
