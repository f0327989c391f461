import { closeSync, openSync, writeSync } from "node:fs";

/** Overwrites a page of a file, which are numbered from 1, as a failing disk would. */
export function damagePage(file: string, page: number, pageSize: number): void {
  const handle = openSync(file, "r+");
  writeSync(handle, Buffer.alloc(pageSize, 0x5a), 0, pageSize, (page - 1) * pageSize);
  closeSync(handle);
}
