import { describe, expect, it, vi } from "vitest";
import { parseJson } from "@/lib/core/json/parse-json";
import { FilterError } from "@/lib/store/rows/filter-error";
import { SessionClosedError } from "@/lib/store/rows/session-closed-error";
import { SessionExistsError } from "@/lib/store/rows/session-exists-error";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import { COUNTERS } from "@/test/store/counters";
import { sessionForStore } from "@/test/store/session-for-store";
import { turnForStore } from "@/test/store/turn-for-store";
import type { SessionChange, Store } from "./store";

/** What every store does. `reopen` answers a store over the same data that shares no memory with the first. */
export function storeCases(open: () => Promise<{ store: Store; reopen(): Promise<Store> }>): void {
  describe("who changed what", () => {
    it("is told newest first, page by page and of one thing, to whoever opens the database", async () => {
      const { store, reopen } = await open();
      const fields = [{ field: "labels.seed", before: null, after: 9007199254740993n }];
      const change = {
        at: 1,
        holder: "admin",
        person: "ada",
        address: "::1",
        action: "PATCH",
        status: 200,
        fields,
      };
      for (const target of ["/api/sessions/a", "/api/sessions/b"])
        await store.changes.add({ ...change, target });
      const other = await reopen();
      const [newest] = await other.changes.list({ limit: 1 });
      expect(newest).toMatchObject({ ...change, target: "/api/sessions/b" });
      expect(await other.changes.list({ limit: 5, before: newest?.number })).toMatchObject([
        { target: "/api/sessions/a" },
      ]);
      expect(await other.changes.list({ limit: 5, target: "sessions/a" })).toHaveLength(1);
    });

    it("is told of what is long by its beginning, and of a change without fields with none", async () => {
      const { store } = await open();
      const change = { at: 1, holder: "admin", person: null, address: null, action: "PATCH", status: 200 };
      const fields = [{ field: "labels.note", before: null, after: "x".repeat(5_000) }];
      await store.changes.add({ ...change, target: "a", fields });
      await store.changes.add({ ...change, target: "b" });
      const [bare, long] = await store.changes.list({ limit: 2 });
      expect(bare?.fields).toEqual([]);
      expect(long?.fields).toEqual([
        { field: "labels.note", before: null, after: { cut: `"${"x".repeat(999)}` } },
      ]);
    });
  });

  describe("reports", () => {
    it("are read by whoever opens the database, the newest first, until they are removed", async () => {
      const { store, reopen } = await open();
      const report = { createdAt: 5, holder: "trainer", person: null, title: "Step 61", text: "# Step 61" };
      for (const id of ["one", "two", "three"]) await store.reports.add({ ...report, id });
      const other = await reopen();
      expect(await other.reports.find("two")).toMatchObject({ ...report, id: "two" });
      const [newest, second] = await other.reports.list({ limit: 2 });
      expect([newest?.id, second?.id]).toEqual(["three", "two"]);
      expect(await other.reports.list({ limit: 5, before: second?.number })).toMatchObject([{ id: "one" }]);
      expect(await other.reports.remove("two")).toBe(true);
      expect(await store.reports.remove("two")).toBe(false);
      expect(await store.reports.find("two")).toBeNull();
    });
  });

  describe("a place that somebody points at", () => {
    it("is told to whoever follows the changes, and changes nothing of its session", async () => {
      const { store, reopen } = await open();
      await store.openSession(sessionForStore("s"));
      const before = await store.findSession("s");
      const since = await store.lastRevision();
      const place = { page: "/sessions/s?node=n1", sentence: "Here it is lost.", by: "trainer" };
      await store.showPlace("s", place);
      const told = await (await reopen()).changesSince(since);
      expect(told).toMatchObject([{ session: "s", kind: "shown", turn: null, shown: place }]);
      expect(await store.findSession("s")).toEqual(before);
      await expect(store.showPlace("nobody", place)).rejects.toThrow(SessionNotFoundError);
    });
  });

  describe("registered engines", () => {
    it("are the same for whoever opens the data, until they are removed", async () => {
      const { store, reopen } = await open();
      const entry = { model: "judge", engine: "vllm", urls: ["http://127.0.0.1:8000"], trains: false };
      expect(await store.engines.list()).toEqual([]);
      expect(await store.engines.add("judge", entry)).toBe(true);
      expect(await store.engines.add("judge", {})).toBe(false);
      const other = await reopen();
      expect(await other.engines.list()).toMatchObject([{ model: "judge", entry, isDraining: false }]);
      expect(await other.engines.setDraining("judge", true)).toBe(true);
      expect(await store.engines.list()).toMatchObject([{ isDraining: true }]);
      expect(await store.engines.setDraining("other", true)).toBe(false);
      expect(await store.engines.remove("judge")).toBe(true);
      expect(await store.engines.remove("judge")).toBe(false);
      expect(await other.engines.list()).toEqual([]);
    });
  });

  describe("sessions", () => {
    it("come back as they were opened, with integers beyond a double", async () => {
      const { store, reopen } = await open();
      const input = sessionForStore("s", {
        group_index: 3,
        index: 7,
        rollout_id: "r-1",
        label: { answer: parseJson("18446744073709551615") },
        labels: { suite: "swe" },
        metadata: { seed: 9007199254740993n },
        policy: { name: "slime", fork_threshold_tokens: 0 },
        matcher: "echo",
        prompt: "What is it?",
        max_turns: 40,
        max_context_tokens: 65_536,
        sampling_defaults: { temperature: 0.6 },
      });
      await store.openSession(input);
      const found = await (await reopen()).findSession("s");
      expect(found).toMatchObject({ ...input, status: "open", finished_at: null });
      expect(await store.findSession("other")).toBeNull();
    });

    it("are opened once", async () => {
      const { store } = await open();
      await store.openSession(sessionForStore("s"));
      await expect(store.openSession(sessionForStore("s"))).rejects.toThrow(SessionExistsError);
    });

    it("finish with what the trainer hands in, and take no turn after", async () => {
      const { store } = await open();
      await store.openSession(sessionForStore("s"));
      const finished = await store.updateSession("s", {
        status: "finished",
        reward: 0.25,
        finished_policy: "slime",
        finished_at: 1_790_000_000_500,
        metadata: { note: "done" },
      });
      expect(finished).toMatchObject({ status: "finished", reward: 0.25, finished_policy: "slime" });
      expect(finished).toMatchObject({ finished_at: 1_790_000_000_500, metadata: { note: "done" } });
      await expect(store.appendTurn("s", turnForStore([1], [2]))).rejects.toThrow(SessionClosedError);
      await expect(store.updateSession("s", { status: "finished" })).rejects.toThrow(SessionClosedError);
    });

    it("are not changed by figures that are worked out anew, nor by the name of who calls", async () => {
      const { store } = await open();
      await store.openSession(sessionForStore("s"));
      const opened = await store.findSession("s");
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
      try {
        const refreshed = await store.updateSession("s", { counters: COUNTERS, causes: [], client: "codex" });
        expect(refreshed).toMatchObject({ updated_at: opened?.updated_at, client: "codex" });
        const told = await store.updateSession("s", { metadata: { note: "mine" } });
        expect(told.updated_at).toBe(Date.now());
      } finally {
        vi.useRealTimers();
      }
    });

    it("keep their id when dropped, and nothing else", async () => {
      const { store, reopen } = await open();
      await store.openSession(sessionForStore("s"));
      await store.appendTurn("s", turnForStore([1, 2], [3]));
      await store.dropSession("s");
      expect(await store.findSession("s")).toMatchObject({
        status: "dropped",
        counters: { turns: 0, nodes: 0 },
      });
      expect((await (await reopen()).readRecording("s")).turns).toEqual([]);
      await expect(store.appendTurn("s", turnForStore([1], [2]))).rejects.toThrow(SessionClosedError);
      await expect(store.openSession(sessionForStore("s"))).rejects.toThrow(SessionExistsError);
    });

    it("that are not there are named", async () => {
      const { store } = await open();
      await expect(store.appendTurn("none", turnForStore([1], [2]))).rejects.toThrow(SessionNotFoundError);
      await expect(store.readRecording("none")).rejects.toThrow(SessionNotFoundError);
      await store.openSession(sessionForStore("s"));
      await expect(store.setDelivery("s", 1, "delivered")).rejects.toThrow(SessionNotFoundError);
    });

    it("list by page without gaps or doubles, the latest first", async () => {
      const { store } = await open();
      for (let i = 0; i < 7; i++) await store.openSession(sessionForStore(`s-${i}`));
      await store.updateSession("s-2", { status: "finished" });
      for (const sort of ["updated_at", "created_at"] as const) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await store.listSessions({ sort, limit: 3, ...(cursor && { cursor }) });
          seen.push(...page.sessions.map((session) => session.id));
          cursor = page.nextCursor ?? undefined;
        } while (cursor);
        expect([...seen].sort()).toEqual(["s-0", "s-1", "s-2", "s-3", "s-4", "s-5", "s-6"]);
        expect(seen[0]).toBe(sort === "updated_at" ? "s-2" : "s-6");
      }
      const finished = await store.listSessions({ sort: "updated_at", limit: 9, status: "finished" });
      expect(finished.sessions.map((session) => session.id)).toEqual(["s-2"]);
      const found = await store.listSessions({ sort: "created_at", limit: 9, search: "-5" });
      expect(found.sessions.map((session) => session.id)).toEqual(["s-5"]);
      await expect(store.listSessions({ sort: "created_at", limit: 9, cursor: "x" })).rejects.toThrow(
        FilterError,
      );
    });
  });

  describe("a session's neighbours", () => {
    it("are the nearest on either side in the list's order", async () => {
      const { store } = await open();
      for (let i = 0; i < 5; i++) await store.openSession(sessionForStore(`s-${i}`));
      const near = async (side: { readonly after: string } | { readonly before: string }, limit: number) => {
        const page = await store.listSessions({ sort: "created_at", limit, ...side });
        return page.sessions.map(({ id }) => id);
      };
      expect(await near({ after: "s-3" }, 1)).toEqual(["s-2"]);
      expect(await near({ before: "s-1" }, 1)).toEqual(["s-2"]);
      expect(await near({ before: "s-1" }, 9)).toEqual(["s-4", "s-3", "s-2"]);
      expect(await near({ after: "s-0" }, 9)).toEqual([]);
      expect(await near({ before: "none" }, 9)).toEqual([]);
      await store.updateSession("s-1", { status: "finished" });
      const { sessions } = await store.listSessions({ sort: "updated_at", limit: 1, after: "s-1" });
      expect(sessions[0]?.id).not.toBe("s-1");
    });
  });

  describe("changes", () => {
    it("are told to listeners of this process, and to any process by revision", async () => {
      const { store, reopen } = await open();
      const heard: SessionChange[] = [];
      const stop = store.subscribe((change) => heard.push(change));
      await store.openSession(sessionForStore("s"));
      await store.appendTurn("s", turnForStore([1], [2]));
      await store.setDelivery("s", 1, "delivered");
      await store.updateSession("s", { status: "finished", reward: 1 });
      stop();
      await store.dropSession("s");
      expect(heard.map((change) => change.kind)).toEqual(["opened", "turn", "delivery", "finished"]);
      const other = await reopen();
      const all = await other.changesSince(0);
      expect(all.slice(0, 4)).toEqual(heard);
      expect(all[4]).toMatchObject({ session: "s", kind: "dropped", turn: null });
      expect(await other.changesSince(all[3]?.revision ?? 0)).toEqual(all.slice(4));
      expect((await store.findSession("s"))?.revision).toBe(all[4]?.revision);
    });
  });
}
