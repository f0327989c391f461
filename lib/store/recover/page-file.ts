import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { logFrames } from "./log-frames";

const HEADER = "SQLite format 3\0";

/** Turntree's own page size, and SQLite's default. */
const USUAL_SIZES = [8192, 4096] as const;

/** The first bytes of pages that hold rows or lead to some. */
const TREE_KINDS: ReadonlySet<number> = new Set([2, 5, 10, 13]);

const PAGE_SIZE_AT = 16;
const RESERVED_AT = 20;
const FIRST_FREE_AT = 32;

/** Pages that are read to guess their size. */
const MOST_GUESSED = 2_000;

/** A SQLite file and the log beside it as pages, read without SQLite, which refuses a file that is damaged. */
export class PageFile {
  readonly pageSize: number;
  /** Bytes of a page that hold something. */
  readonly usable: number;
  /** Whether the file begins as a database does. */
  readonly hasHeader: boolean;
  /** Whether the log beside it ends where it was written to. */
  readonly isLogWhole: boolean;
  readonly #handle: number;
  readonly #log: ReadonlyMap<number, Uint8Array>;
  readonly #count: number;

  /** Reads the file as it stands; nothing is written to it. Throws where it cannot be opened. */
  constructor(file: string) {
    this.#handle = openSync(file, "r");
    const { size } = fstatSync(this.#handle);
    const log = existsSync(`${file}-wal`) ? logFrames(readFileSync(`${file}-wal`)) : null;
    this.#log = log?.pages ?? new Map();
    this.isLogWhole = log?.isWhole ?? true;
    const head = this.#log.get(1) ?? this.#bytes(0, 100);
    this.hasHeader = Buffer.from(head).toString("latin1", 0, HEADER.length) === HEADER;
    this.pageSize = log?.pageSize ?? (this.hasHeader ? sizeOf(head) : this.#guessedSize(size));
    this.usable = this.pageSize - (this.hasHeader ? (head[RESERVED_AT] ?? 0) : 0);
    this.#count = Math.max(Math.floor(size / this.pageSize), ...this.#log.keys());
  }

  /** How many pages there are; they are numbered from 1. */
  get count(): number {
    return this.#count;
  }

  /** A page's bytes; null for a number that no page has. */
  page(number: number): Buffer | null {
    if (!Number.isInteger(number) || number < 1 || number > this.count) return null;
    const logged = this.#log.get(number);
    const bytes = logged ?? this.#bytes((number - 1) * this.pageSize, this.pageSize);
    return bytes.length === this.pageSize ? Buffer.from(bytes) : null;
  }

  /** The pages that are in use for nothing, as far as the list of them can be read: their rows were removed. */
  freePages(): ReadonlySet<number> {
    const free = new Set<number>();
    const first = this.hasHeader ? this.page(1) : null;
    let trunk = first?.readUInt32BE(FIRST_FREE_AT) ?? 0;
    while (trunk !== 0 && !free.has(trunk)) {
      const page = this.page(trunk);
      if (page === null) break;
      free.add(trunk);
      const leaves = Math.min(page.readUInt32BE(4), this.usable / 4 - 2);
      for (let at = 0; at < leaves; at++) free.add(page.readUInt32BE(8 + at * 4));
      trunk = page.readUInt32BE(0);
    }
    return free;
  }

  close(): void {
    closeSync(this.#handle);
  }

  #bytes(from: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(this.#handle, bytes, 0, length, from));
  }

  /** Where pages are of 4 KB, as many begin in the midst of 8 KB as at their edges. */
  #guessedSize(size: number): number {
    const [own, usual] = USUAL_SIZES;
    const begins = (from: number) => {
      let count = 0;
      for (let at = 0; at < MOST_GUESSED && from + at * own < size; at++) {
        if (TREE_KINDS.has(this.#bytes(from + at * own, 1)[0] ?? 0)) count++;
      }
      return count;
    };
    return begins(usual) * 2 > begins(0) ? usual : own;
  }
}

/** 65,536 is told as 1. */
function sizeOf(head: Uint8Array): number {
  const told = Buffer.from(head).readUInt16BE(PAGE_SIZE_AT);
  return told === 1 ? 65_536 : told;
}
