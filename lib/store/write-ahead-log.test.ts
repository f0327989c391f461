import { statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { openStore } from "./open-store";

const folder = temporaryFolder();
afterEach(folder.remove);

it("the write-ahead log shrinks again after large bodies", async () => {
  const file = join(folder.path, "large.db");
  const store = await openStore({ databaseUrl: `file:${file}` });
  await store.openSession({ ...sessionForStore("large"), metadata: { text: "x".repeat(40_000_000) } });
  const large = statSync(`${file}-wal`).size;
  expect(large).toBeGreaterThan(40_000_000);
  // The log is begun anew by the write after the one that found it long.
  for (const id of ["a", "b", "c"]) await store.openSession(sessionForStore(id));
  expect(statSync(`${file}-wal`).size).toBeLessThan(20_000_000);
  await store.close();
});
