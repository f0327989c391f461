import { describe, expect, it } from "vitest";
import type { SessionChange } from "@/lib/store/store";
import { eventStream } from "./event-stream";

/** A store as far as live views see it, whose changes the test makes. */
function changingStore() {
  const changes: SessionChange[] = [];
  const listeners = new Set<(change: SessionChange) => void>();
  const asked: number[] = [];
  return {
    listeners,
    /** The revisions after which changes were asked for, in order. */
    asked,
    add(session: string, turn: number): void {
      changes.push({ session, revision: changes.length + 1, kind: "turn", turn });
    },
    tell(): void {
      const last = changes.at(-1);
      for (const listener of listeners) if (last) listener(last);
    },
    changesSince: async (revision: number) => {
      asked.push(revision);
      return changes.filter((change) => change.revision > revision).slice(0, 1000);
    },
    lastRevision: async () => changes.length,
    watch: () => null,
    subscribe(listener: (change: SessionChange) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

async function readUntil(reader: Reader, wanted: string): Promise<string> {
  let text = "";
  while (!text.includes(wanted)) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`The stream ended before "${wanted}": ${text}`);
    text += new TextDecoder().decode(value);
  }
  return text;
}

function openStream(
  store: ReturnType<typeof changingStore>,
  { session = null, after = null }: { session?: string | null; after?: number | null },
): { readonly reader: Reader; readonly ending: AbortController } {
  const ending = new AbortController();
  return { reader: eventStream({ store, session, after, signal: ending.signal }).getReader(), ending };
}

/** The revisions that a stream told of, in order. */
function revisionsIn(text: string): number[] {
  return [...text.matchAll(/^id: (\d+)\nevent: change/gm)].map((match) => Number(match[1]));
}

function upTo(last: number, from = 1): number[] {
  return Array.from({ length: last - from + 1 }, (_, at) => from + at);
}

describe("eventStream", () => {
  it("sends what was missed, page by page, then what comes", async () => {
    const store = changingStore();
    for (let turn = 1; turn <= 2_500; turn++) store.add("a", turn);
    const { reader, ending } = openStream(store, { after: 1 });
    const missed = await readUntil(reader, "id: 2500\n");
    expect(revisionsIn(missed)).toEqual(upTo(2_500, 2));
    store.add("a", 2_501);
    store.tell();
    await readUntil(reader, '"turn":2501');
    ending.abort();
    expect(await reader.read()).toMatchObject({ done: true });
    expect(store.listeners.size).toBe(0);
  });

  it("keeps to one session when asked to, and finds changes that nobody tells it of", async () => {
    const store = changingStore();
    const { reader, ending } = openStream(store, { session: "b", after: 0 });
    await readUntil(reader, "event: ready");
    store.add("a", 1);
    store.add("b", 1);
    const text = await readUntil(reader, '"session":"b"');
    expect(text).not.toContain('"session":"a"');
    ending.abort();
  });

  it("stops looking when the client goes away", async () => {
    const store = changingStore();
    const { reader } = openStream(store, { after: 0 });
    await readUntil(reader, "event: ready");
    await reader.cancel();
    expect(store.listeners.size).toBe(0);
  });

  it("subscribes once and asks once however many pages read", async () => {
    const store = changingStore();
    const streams = Array.from({ length: 50 }, () => openStream(store, {}));
    await Promise.all(streams.map(({ reader }) => readUntil(reader, "event: ready")));
    expect(store.listeners.size).toBe(1);
    for (let turn = 1; turn <= 3; turn++) store.add("a", turn);
    store.tell();
    const told = await Promise.all(streams.map(({ reader }) => readUntil(reader, '"turn":3')));
    for (const text of told) expect(revisionsIn(text)).toEqual([1, 2, 3]);
    expect(store.asked.filter((revision) => revision === 0).length).toBeLessThan(streams.length);
    for (const { ending } of streams) ending.abort();
  });

  it("keeps nothing for a page that reads slowly, and misses nothing out", async () => {
    const store = changingStore();
    const slow = openStream(store, {});
    const quick = openStream(store, {});
    await Promise.all([slow, quick].map(({ reader }) => readUntil(reader, "event: ready")));
    for (let round = 1; round <= 5; round++) {
      for (let turn = 1; turn <= 1_000; turn++) store.add("a", turn);
      store.tell();
      await readUntil(quick.reader, `id: ${round * 1_000}\n`);
    }
    expect(revisionsIn(await readUntil(slow.reader, "id: 5000\n"))).toEqual(upTo(5_000));
    for (const { ending } of [slow, quick]) ending.abort();
  });

  it("tells a page to read anew where it missed more than is told one by one", async () => {
    const store = changingStore();
    for (let turn = 1; turn <= 20_000; turn++) store.add("a", turn);
    const far = openStream(store, { after: 1 });
    const text = await readUntil(far.reader, "event: reset");
    expect(text).toContain("id: 20000\nevent: reset");
    expect(revisionsIn(text)).toEqual([]);
    far.ending.abort();
  });

  it("tells a page to read anew that comes from another database", async () => {
    const store = changingStore();
    store.add("a", 1);
    const { reader, ending } = openStream(store, { after: 700 });
    await readUntil(reader, "event: reset");
    store.add("a", 2);
    store.tell();
    expect(revisionsIn(await readUntil(reader, "id: 2\n"))).toEqual([2]);
    ending.abort();
  });
});
