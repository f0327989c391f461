import type { PageFile } from "./page-file";
import { type PageRow, readPage } from "./read-page";

/** A page of a table or an index that could not be read, or rows of it. */
export interface DamagedPage {
  readonly page: number;
  /** Rows that are known to have stood there; null where the whole page is unreadable. */
  readonly lostRows: number | null;
}

/** What is known of the file while its trees are walked. */
export interface Walk {
  readonly file: PageFile;
  /** Pages that were come by. */
  readonly seen: Set<number>;
}

/**
 * Tells the rows of a table or an index, page by page, and which of its pages could not be read. What lies below an
 * unreadable page is not come by.
 */
export function* walkPages(
  { file, seen }: Walk,
  root: number,
  isIndex: boolean,
): Generator<{ readonly rows: readonly PageRow[]; readonly damaged: DamagedPage | null }> {
  const ahead = [root];
  for (let number = ahead.pop(); number !== undefined; number = ahead.pop()) {
    if (seen.has(number)) continue;
    const page = readPage(file, number);
    if (page === null || page.isIndex !== isIndex) {
      yield { rows: [], damaged: { page: number, lostRows: null } };
      continue;
    }
    seen.add(number);
    ahead.push(...page.children.toReversed());
    const damaged = page.lost > 0 ? { page: number, lostRows: page.lost } : null;
    yield { rows: page.rows, damaged };
  }
}
