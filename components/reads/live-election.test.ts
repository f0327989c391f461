import { describe, expect, it } from "vitest";
import { type Electorate, joinElection } from "./live-election";
import type { LiveMessage } from "./live-message";

/** The tabs of one browser: a channel between them, and a lock that one of them holds. */
function browser() {
  const sources: { readonly url: string; say(type: string, id: string, data?: string): void }[] = [];
  let held: Promise<unknown> = Promise.resolve();
  const electorate: Electorate = {
    channel: (name) => new BroadcastChannel(name),
    whenAlone(_, signal, work) {
      const before = held;
      held = before.then(() => (signal.aborted ? undefined : work()));
      return held;
    },
    openSource(url) {
      const listeners = new Map<string, (event: MessageEvent) => void>();
      sources.push({
        url,
        say: (type, lastEventId, data = "{}") =>
          listeners.get(type)?.(new MessageEvent(type, { lastEventId, data })),
      });
      return {
        readyState: 1,
        addEventListener: (type, hear) => void listeners.set(type, hear),
        close: () => {},
      };
    },
  };
  return { sources, electorate };
}

const CHANGE = JSON.stringify({ session: "a", kind: "turn", turn: 1, revision: 7 });

describe("tabs that share a stream without a worker", () => {
  it("have one among them, and all are told", async () => {
    const { sources, electorate } = browser();
    const told: LiveMessage[][] = [[], [], []];
    const leave = told.map((messages) => joinElection(electorate, (message) => messages.push(message)));
    await expect.poll(() => sources).toHaveLength(1);
    sources[0]?.say("change", "7", CHANGE);
    const message = { type: "change", id: "7", session: "a", kind: "turn" };
    for (const messages of told) await expect.poll(() => messages).toEqual([message]);
    for (const go of leave) go();
  });

  it("hand it over when the one that has it goes, and nothing between is missed", async () => {
    const { sources, electorate } = browser();
    const second: LiveMessage[] = [];
    const leave = [
      joinElection(electorate, () => {}),
      joinElection(electorate, (message) => second.push(message)),
    ];
    await expect.poll(() => sources).toHaveLength(1);
    sources[0]?.say("change", "7", CHANGE);
    await expect.poll(() => second).toHaveLength(1);
    leave[0]?.();
    await expect.poll(() => sources.map(({ url }) => url)).toEqual(["/api/events", "/api/events?after=7"]);
    sources[1]?.say("ping", "8");
    expect(second.at(-1)).toEqual({ type: "heard", id: "8" });
    leave[1]?.();
  });
});
