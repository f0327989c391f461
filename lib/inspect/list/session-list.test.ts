import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import { findSessionBeside } from "@/lib/inspect/session/find-session-beside";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import { user } from "@/test/recording/messages";
import { EMPTY_DATABASES, type EmptyDatabase } from "@/test/store/empty-database";
import { sessionForStore } from "@/test/store/session-for-store";
import { turnForStore } from "@/test/store/turn-for-store";
import { initialList } from "./initial-list";
import { sessionFacets, sessionList } from "./session-list";
import { sessionPeek } from "./session-peek";

describe.each(EMPTY_DATABASES)("in %s", (_, emptyDatabase) => {
  let database: EmptyDatabase;
  let store: Store;

  beforeAll(async () => {
    database = await emptyDatabase();
    store = await openStore({ databaseUrl: database.url });
    for (let i = 0; i < 60; i++)
      await store.openSession(sessionForStore(`s-${i}`, { labels: { run: `r-${i % 2}` } }));
    const asked = user(`Why does it run\nout of memory? ${"x".repeat(500)}`);
    await store.appendTurn("s-3", turnForStore([1], [2, 3], { promptMessages: [asked] }));
    await store.updateSession("s-3", {
      client: "codex",
      causes: [{ subject: "fork", cause: "compaction", count: 2, tokens: 9 }],
    });
  });

  afterAll(async () => {
    await store.close();
    await database.remove();
  });

  describe("the list of sessions", () => {
    it("gives rows with their causes and with where the words looked for stand", async () => {
      const { rows } = await sessionList(store, new URLSearchParams({ q: "memory" }));
      expect(rows).toMatchObject([
        {
          id: "s-3",
          client: "codex",
          run: "r-1",
          turns: 1,
          causes: [{ subject: "fork", cause: "compaction", count: 2 }],
          snippet: { before: "Why does it run out of ", match: "memory" },
        },
      ]);
    });

    it("goes on from a cursor, and back", async () => {
      const first = await sessionList(store, new URLSearchParams());
      expect([first.rows.length, first.previous_cursor]).toEqual([50, null]);
      const second = await sessionList(store, new URLSearchParams({ cursor: first.next_cursor ?? "" }));
      expect([second.rows.length, second.next_cursor]).toEqual([10, null]);
      const back = new URLSearchParams({ cursor: second.previous_cursor ?? "", backwards: "true" });
      expect((await sessionList(store, back)).rows).toEqual(first.rows);
    });

    it("answers rows of sessions named one by one, as far as the filter leaves them", async () => {
      const search = new URLSearchParams([
        ["q", "run:r-0"],
        ["id", "s-2"],
        ["id", "s-3"],
      ]);
      expect((await sessionList(store, search)).rows.map(({ id }) => id)).toEqual(["s-2"]);
    });

    it("counts what each further condition would leave", async () => {
      const { total, facets } = await sessionFacets(store, new URLSearchParams({ q: "run:r-0" }));
      expect(total).toBe(30);
      expect(facets.find(({ name }) => name === "run")?.values).toEqual([
        { label: "r-0", term: "run:r-0", count: 30 },
        { label: "r-1", term: "run:r-1", count: 30 },
      ]);
      expect(facets.find(({ name }) => name === "cause")?.values).toEqual([]);
    });

    it("opens from an old or a broken address as far as that can be read", async () => {
      const read = await initialList(store, { q: "run:r-0 forks:many", sort: "colour", cursor: "nowhere" });
      expect(read.choice).toEqual({ q: "run:r-0", sort: "created_at", order: "desc" });
      expect([read.cursor, read.page.rows.length, read.facets.total]).toEqual([null, 30, 30]);
    });
  });

  describe("a peek", () => {
    it("tells what a session is about, and how much of a message it leaves out", async () => {
      const { row, messages, labels } = await sessionPeek(store, "s-3");
      expect(row).toMatchObject({ id: "s-3", causes: [{ cause: "compaction" }] });
      expect(messages).toMatchObject([
        { number: 1, role: "user", cut: 131 },
        { number: 2, role: "assistant", text: "answer of 2 tokens", cut: 0 },
      ]);
      expect(labels).toEqual([["run", "r-1"]]);
      await expect(sessionPeek(store, "nobody")).rejects.toThrow(NotFoundError);
    });
  });

  describe("the session beside another", () => {
    const beside = (query: string) => findSessionBeside(store, new URLSearchParams(query));

    it("is the one beside it in the list as it is filtered and sorted, with its place", async () => {
      const list = "&q=run:r-1&sort=created_at&order=asc";
      expect(await beside(`session=s-3&side=after${list}`)).toEqual({ session: "s-5", place: 3, of: 30 });
      expect(await beside(`session=s-3&side=before${list}`)).toEqual({ session: "s-1", place: 1, of: 30 });
      expect(await beside(`session=s-4&side=after${list}`)).toEqual({ session: "s-5", place: 3, of: 30 });
    });

    it("is none at the end, and of a session that is not there", async () => {
      const none = { session: null, place: null };
      expect(await beside("session=s-0&side=after")).toEqual({ ...none, of: 60 });
      expect(await beside("session=nobody&side=after&q=run:r-1")).toEqual({ ...none, of: 30 });
    });
  });
});
