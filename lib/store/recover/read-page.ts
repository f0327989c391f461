import type { PageFile } from "./page-file";
import { readRecord, readVarint, type SqliteValue } from "./read-record";

/** A row as its page holds it. */
export interface PageRow {
  /** Its number in a table that has numbers; null in an index, and in a table that is kept as one. */
  readonly rowid: bigint | null;
  readonly values: readonly SqliteValue[];
}

/** What a page of a tree of pages says. */
export interface TreePage {
  readonly isIndex: boolean;
  /** The pages below it, none for a leaf. */
  readonly children: readonly number[];
  readonly rows: readonly PageRow[];
  /** Rows of which no sense could be made. */
  readonly lost: number;
}

/** The first page holds the head of the file before its own. */
const FILE_HEAD_BYTES = 100;

const KINDS: Readonly<Record<number, { readonly isIndex: boolean; readonly isLeaf: boolean }>> = {
  2: { isIndex: true, isLeaf: false },
  5: { isIndex: false, isLeaf: false },
  10: { isIndex: true, isLeaf: true },
  13: { isIndex: false, isLeaf: true },
};

/** Reads a page of a table or an index; null for one that is neither (https://sqlite.org/fileformat2.html#b_tree_pages). */
export function readPage(file: PageFile, number: number): TreePage | null {
  const page = file.page(number);
  if (page === null) return null;
  const head = number === 1 ? FILE_HEAD_BYTES : 0;
  const kind = KINDS[page[head] ?? 0];
  if (kind === undefined) return null;
  const cells = page.readUInt16BE(head + 3);
  const first = head + (kind.isLeaf ? 8 : 12);
  if (first + cells * 2 > file.usable) return null;
  const children: number[] = [];
  const rows: PageRow[] = [];
  let lost = 0;
  for (let cell = 0; cell < cells; cell++) {
    const at = page.readUInt16BE(first + cell * 2);
    if (at < first || at + 4 > file.usable) {
      lost++;
      continue;
    }
    if (!kind.isLeaf) children.push(page.readUInt32BE(at));
    if (!kind.isLeaf && !kind.isIndex) continue;
    const row = readRow(file, page, kind.isLeaf ? at : at + 4, kind.isIndex);
    if (row === null) lost++;
    else rows.push(row);
  }
  if (!kind.isLeaf) children.push(page.readUInt32BE(head + 8));
  return { isIndex: kind.isIndex, children, rows, lost };
}

function readRow(file: PageFile, page: Buffer, at: number, isIndex: boolean): PageRow | null {
  const length = readVarint(page, at);
  if (length === null || length[0] < 1n || length[0] > BigInt(file.count * file.pageSize)) return null;
  const rowid = isIndex ? null : readVarint(page, length[1]);
  const from = isIndex ? length[1] : (rowid?.[1] ?? page.length);
  const payload = readPayload(file, page, { from, length: Number(length[0]), isIndex });
  const values = payload && readRecord(payload);
  return values && { rowid: rowid?.[0] ?? null, values };
}

/** The bytes of a row, which may go on in pages of their own; null where one of those is missing. */
function readPayload(
  file: PageFile,
  page: Buffer,
  { from, length, isIndex }: { readonly from: number; readonly length: number; readonly isIndex: boolean },
): Buffer | null {
  const { usable } = file;
  const most = isIndex ? Math.floor(((usable - 12) * 64) / 255) - 23 : usable - 35;
  if (length <= most) return from + length <= usable ? page.subarray(from, from + length) : null;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const wanted = least + ((length - least) % (usable - 4));
  const here = wanted <= most ? wanted : least;
  if (from + here + 4 > usable) return null;
  const parts = [page.subarray(from, from + here)];
  let [next, missing] = [page.readUInt32BE(from + here), length - here];
  while (missing > 0) {
    const further = file.page(next);
    if (further === null) return null;
    const part = further.subarray(4, Math.min(usable, 4 + missing));
    parts.push(part);
    missing -= part.length;
    next = further.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}
