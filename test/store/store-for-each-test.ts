import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import { temporaryFolder } from "./temporary-folder";

/**
 * A store in a file of its own for each test of the file that calls this; gone after it.
 *
 * @example
 * const stored = storeForEachTest();
 * it("is empty", async () => expect(await stored().lastRevision()).toBe(0));
 */
export function storeForEachTest(): () => Store {
  let opened: { readonly store: Store; readonly folder: ReturnType<typeof temporaryFolder> } | null = null;
  beforeEach(async () => {
    const folder = temporaryFolder();
    opened = { folder, store: await openStore({ databaseUrl: `file:${join(folder.path, "turntree.db")}` }) };
  });
  afterEach(async () => {
    await opened?.store.close();
    opened?.folder.remove();
  });
  return () => {
    if (opened === null) throw new Error("No test runs.");
    return opened.store;
  };
}
