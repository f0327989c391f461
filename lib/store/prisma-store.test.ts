import { join } from "node:path";
import { afterEach, describe } from "vitest";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { openStore } from "./open-store";
import type { Store } from "./store";
import { storeCases } from "./store.case";
import { storeAnnotationCases } from "./store-annotation.case";
import { storeFlagCases } from "./store-flag.case";
import { storeGroupCases } from "./store-group.case";
import { storeLedgerCases } from "./store-ledger.case";
import { storeQueryCases } from "./store-query.case";
import { storeTurnCases } from "./store-turn.case";

const opened: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

describe("the store in a SQLite file", () => {
  const open = async () => {
    const folder = temporaryFolder();
    const stores: Store[] = [];
    const openOne = async () => {
      const store = await openStore({ databaseUrl: `file:${join(folder.path, "data", "turntree.db")}` });
      stores.push(store);
      return store;
    };
    opened.push(async () => {
      for (const store of stores) await store.close();
      folder.remove();
    });
    return { store: await openOne(), reopen: openOne };
  };
  storeCases(open);
  storeTurnCases(open);
  storeGroupCases(open);
  storeQueryCases(open);
  storeFlagCases(open);
  storeLedgerCases(open);
  storeAnnotationCases(open);
});
