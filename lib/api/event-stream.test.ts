import { describe, expect, it } from "vitest";
import type { SessionChange } from "@/lib/store/store";
import { eventStream } from "./event-stream";

/** A store as far as live views see it, whose changes the test makes. */
function changingStore() {
  const changes: SessionChange[] = [];
  const listeners = new Set<(change: SessionChange) => void>();
  return {
    listeners,
    add(session: string, turn: number): void {
      changes.push({ session, revision: changes.length + 1, kind: "turn", turn });
    },
    tell(): void {
      const last = changes.at(-1);
      for (const listener of listeners) if (last) listener(last);
    },
    changesSince: async (revision: number) =>
      changes.filter((change) => change.revision > revision).slice(0, 2),
    listSessions: async () => ({ sessions: [], nextCursor: null, previousCursor: null }),
    subscribe(listener: (change: SessionChange) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, wanted: string): Promise<string> {
  let text = "";
  while (!text.includes(wanted)) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`The stream ended before "${wanted}": ${text}`);
    text += new TextDecoder().decode(value);
  }
  return text;
}

describe("eventStream", () => {
  it("sends what was missed, page by page, then what comes", async () => {
    const store = changingStore();
    for (let turn = 1; turn <= 5; turn++) store.add("a", turn);
    const ending = new AbortController();
    const reader = eventStream({ store, session: null, after: 1, signal: ending.signal }).getReader();
    const missed = await readUntil(reader, "id: 5");
    expect(missed).not.toContain('"revision":1,');
    expect(missed).toContain("id: 2\nevent: change\n");
    store.add("a", 6);
    store.tell();
    await readUntil(reader, '"turn":6');
    ending.abort();
    expect(await reader.read()).toMatchObject({ done: true });
    expect(store.listeners.size).toBe(0);
  });

  it("keeps to one session when asked to, and finds changes that nobody tells it of", async () => {
    const store = changingStore();
    const ending = new AbortController();
    const reader = eventStream({ store, session: "b", after: 0, signal: ending.signal }).getReader();
    await readUntil(reader, "event: ready");
    store.add("a", 1);
    store.add("b", 1);
    const text = await readUntil(reader, '"session":"b"');
    expect(text).not.toContain('"session":"a"');
    ending.abort();
  });

  it("stops looking when the client goes away", async () => {
    const store = changingStore();
    const reader = eventStream({
      store,
      session: null,
      after: 0,
      signal: new AbortController().signal,
    }).getReader();
    await readUntil(reader, "event: ready");
    await reader.cancel();
    expect(store.listeners.size).toBe(0);
  });
});
