import { expect, it } from "vitest";
import { openStore } from "@/lib/store/open-store";
import { user } from "@/test/recording/messages";
import { sessionForStore } from "@/test/store/session-for-store";
import { turnForStore } from "@/test/store/turn-for-store";
import { embeddedBinaries } from "./postgres-binaries";
import { startCluster } from "./postgres-cluster";

it("a machine without PostgreSQL has that of a package, another version of which does the same", async () => {
  const cluster = await startCluster(embeddedBinaries);
  try {
    const store = await openStore({ databaseUrl: cluster.url });
    await store.openSession(sessionForStore("s"));
    await store.appendTurn("s", turnForStore([1], [2], { promptMessages: [user("Die GRÖSSE der Datei")] }));
    const found = await store.listSessions({ filter: "große", sort: "created_at", limit: 10 });
    expect(found.sessions).toEqual([]);
    const { sessions } = await store.listSessions({ filter: "gross", sort: "created_at", limit: 10 });
    expect(sessions.map(({ id }) => id)).toEqual(["s"]);
    await store.close();
  } finally {
    await cluster.remove();
  }
});
