import { describe, expect, it, vi } from "vitest";
import { LiveHub, type LiveSource } from "./live-hub";
import type { LiveMessage } from "./live-message";

/** Event streams that the test speaks through, in the order in which they were opened. */
function streams() {
  const opened: FakeSource[] = [];
  const open = (url: string) => {
    const source = new FakeSource(url);
    opened.push(source);
    return source;
  };
  return { opened, open };
}

class FakeSource implements LiveSource {
  readyState = 1;
  readonly #listeners: { readonly type: string; readonly hear: (event: MessageEvent) => void }[] = [];

  constructor(readonly url: string) {}

  addEventListener(type: string, hear: (event: MessageEvent) => void): void {
    this.#listeners.push({ type, hear });
  }

  say(type: string, lastEventId = "", data = "{}"): void {
    for (const listener of this.#listeners) {
      if (listener.type === type) listener.hear(new MessageEvent(type, { lastEventId, data }));
    }
  }

  breakOff(readyState: 0 | 2): void {
    this.readyState = readyState;
    this.say("error");
  }

  close(): void {
    this.readyState = 2;
  }
}

const CHANGE = JSON.stringify({ session: "a", kind: "turn", turn: 1, revision: 7 });

describe("the browser's one event stream", () => {
  it("tells of a place that somebody points at apart from changes, and of none that is no session's", () => {
    const { opened, open } = streams();
    const told: LiveMessage[] = [];
    new LiveHub(open).join((message) => told.push(message));
    const place = { page: "/sessions/a?node=n1", sentence: "Here.", by: "trainer" };
    const shown = (page: string) =>
      JSON.stringify({ session: "a", kind: "shown", turn: null, revision: 8, shown: { ...place, page } });
    opened[0]?.say("change", "8", shown(place.page));
    opened[0]?.say("change", "9", shown("//elsewhere.example/sessions/"));
    expect(told).toEqual([
      { type: "shown", id: "8", place },
      { type: "reset", id: "9" },
    ]);
  });

  it("is opened once however many tabs listen, and each is told", () => {
    const { opened, open } = streams();
    const hub = new LiveHub(open);
    const told: LiveMessage[][] = [[], [], []];
    for (const messages of told) hub.join((message) => messages.push(message));
    opened[0]?.say("ready", "6");
    opened[0]?.say("change", "7", CHANGE);
    expect(opened).toHaveLength(1);
    for (const messages of told) {
      expect(messages).toEqual([
        { type: "heard", id: "6" },
        { type: "change", id: "7", session: "a", kind: "turn" },
      ]);
    }
  });

  it("is heard at once by a tab that comes later", () => {
    const { opened, open } = streams();
    const hub = new LiveHub(open);
    hub.join(() => {});
    opened[0]?.say("ready", "6");
    const late: LiveMessage[] = [];
    hub.join((message) => late.push(message));
    expect(late).toEqual([{ type: "heard", id: "6" }]);
  });

  it("is closed when nobody listens, and opened afresh for the next", () => {
    const { opened, open } = streams();
    const hub = new LiveHub(open);
    const leave = [hub.join(() => {}), hub.join(() => {})];
    opened[0]?.say("ready", "6");
    leave[0]?.();
    expect(opened[0]?.readyState).toBe(1);
    leave[1]?.();
    expect(opened[0]?.readyState).toBe(2);
    hub.join(() => {});
    expect(opened.map(({ url }) => url)).toEqual(["/api/events", "/api/events"]);
  });

  it("goes on from the last event when the browser gave it up", () => {
    vi.useFakeTimers();
    const { opened, open } = streams();
    const hub = new LiveHub(open);
    const told: LiveMessage[] = [];
    hub.join((message) => told.push(message));
    opened[0]?.say("change", "7", CHANGE);
    opened[0]?.breakOff(2);
    expect(told.at(-1)).toEqual({ type: "lost" });
    vi.runAllTimers();
    vi.useRealTimers();
    expect(opened[1]?.url).toBe("/api/events?after=7");
  });

  it("tells tabs to read anew where the server says so, or says what cannot be read", () => {
    const { opened, open } = streams();
    const hub = new LiveHub(open);
    const told: LiveMessage[] = [];
    hub.join((message) => told.push(message));
    opened[0]?.say("reset", "9");
    opened[0]?.say("change", "10", "gibberish");
    expect(told).toEqual([
      { type: "reset", id: "9" },
      { type: "reset", id: "10" },
    ]);
  });
});
