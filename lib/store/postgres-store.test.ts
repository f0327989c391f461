import { afterAll, afterEach, beforeAll, describe } from "vitest";
import { type FreshDatabase, freshDatabase } from "@/test/postgres/fresh-database";
import { openStore } from "./open-store";
import type { Store } from "./store";
import { storeCases } from "./store.case";
import { storeAnnotationCases } from "./store-annotation.case";
import { storeFlagCases } from "./store-flag.case";
import { storeGroupCases } from "./store-group.case";
import { storeLedgerCases } from "./store-ledger.case";
import { storeQueryCases } from "./store-query.case";
import { storeTurnCases } from "./store-turn.case";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.remove());

const opened: Store[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
});

describe("the store in a PostgreSQL database", () => {
  const openOne = async () => {
    const store = await openStore({ databaseUrl: database.url });
    opened.push(store);
    return store;
  };
  const open = async () => {
    await database.clear();
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
