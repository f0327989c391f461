import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import { lettersContext } from "@/test/inspect/letters-context";
import { assistant, user } from "@/test/recording/messages";
import { EMPTY_DATABASES, type EmptyDatabase } from "@/test/store/empty-database";
import { sessionForStore } from "@/test/store/session-for-store";
import { turnForStore } from "@/test/store/turn-for-store";
import { runFigures } from "./run-figures";

describe.each(EMPTY_DATABASES)("in %s", (_, emptyDatabase) => {
  let database: EmptyDatabase;
  let store: Store;
  let context: Parameters<typeof runFigures>[0];

  /** A session of a run whose second turn sends the first answer back with other white space. */
  beforeAll(async () => {
    database = await emptyDatabase();
    store = await openStore({ databaseUrl: database.url });
    context = lettersContext(store);
    await store.openSession(sessionForStore("told", { labels: { run: "nightly" } }));
    await store.openSession(sessionForStore("quiet"));
    const [question, more] = [user("hi"), user("and?")];
    const first = { promptMessages: [question], responseMessage: assistant("an answer") };
    await store.appendTurn("told", turnForStore([1], [2, 3], first));
    const changed = {
      promptMessages: [question, assistant("an  answer"), more],
      responseMessage: assistant("no"),
    };
    await store.appendTurn(
      "told",
      turnForStore([1, 9, 9, 4], [5], { ...changed, messageStarts: Int32Array.of(0, 1, 3) }),
    );
    const causes = [{ subject: "fork", cause: "white space", count: 1, tokens: 2 }] as const;
    await store.updateSession("told", { causes, client: "codex" });
  });

  afterAll(async () => {
    await store.close();
    await database.remove();
  });

  describe("figures of a run", () => {
    it("say what to fix first, and where it can be looked at", async () => {
      const figures = await runFigures(context, {}, "nightly", Date.now());
      expect(figures).toMatchObject({
        filter: "run:nightly",
        stats: { total: { sessions: 1, turns: 2 } },
        fix: { cause: "white space", client: "codex", template: "qwen3", count: 1, of: 1 },
        example: { session: "told" },
      });
      expect(figures.example?.node).toMatch(/\w/);
    });

    it("are told in the longest steps that still differ, unless a step is chosen", async () => {
      const auto = await runFigures(context, {}, null, Date.now());
      expect(auto.stats.total.sessions).toBe(2);
      expect(auto.stats.bucket_ms).toBeLessThan(86_400_000);
      const day = await runFigures(context, { bucket: "day", range: "soon" }, null, Date.now());
      expect([day.range, day.stats.bucket_ms]).toEqual(["all", 86_400_000]);
    });

    it("are of the time that was chosen", async () => {
      const later = Date.now() + 7_200_000;
      expect((await runFigures(context, { range: "1h" }, null, later)).stats.total.sessions).toBe(0);
      expect((await runFigures(context, { range: "24h" }, null, later)).stats.total.sessions).toBe(2);
    });
  });
});
