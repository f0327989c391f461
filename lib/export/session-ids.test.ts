import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import type { ExportFilter } from "./read-export-filter";
import { sessionIds } from "./session-ids";

const folder = temporaryFolder();
let store: Store;

beforeEach(async () => {
  store = await openStore({ databaseUrl: `file:${join(folder.path, "turntree.db")}` });
});

afterEach(async () => {
  await store.close();
  folder.remove();
});

describe("the sessions of an export", () => {
  const listed = async (filter: ExportFilter) => {
    const ids: string[] = [];
    for await (const id of sessionIds(store, filter)) ids.push(id);
    return ids;
  };

  it("are all that the filter leaves, page after page, but for those that were dropped", async () => {
    const ids = Array.from({ length: 203 }, (_, at) => `s-${at}`);
    for (const id of [...ids, "dropped"]) await store.openSession(sessionForStore(id));
    await store.dropSession("dropped");
    expect((await listed({ sessions: [] })).sort()).toEqual(ids.toSorted());
    expect(await listed({ sessions: [], search: "-202" })).toEqual(["s-202"]);
    expect(await listed({ sessions: ["s-7", "s-2"] })).toEqual(["s-7", "s-2"]);
  });
});
