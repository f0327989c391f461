import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Address, type HistoryEntry } from "./address";
import { showAddress } from "./show-address";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function waitingAddress() {
  const address = new Address("/sessions/a?");
  const shown: [query: string, entry: HistoryEntry][] = [];
  const { follow, begin } = showAddress(address, (query, entry) => shown.push([query, entry]));
  return { address, shown, begin, end: follow() };
}

function shownAddress() {
  const waiting = waitingAddress();
  waiting.begin();
  return waiting;
}

describe("showAddress", () => {
  it("shows what was written before it began when it begins, in one", () => {
    const { address, shown, begin } = waitingAddress();
    for (const node of [1, 2]) address.write(`node=${node}`);
    vi.runAllTimers();
    expect(shown).toEqual([]);
    begin();
    expect(shown).toEqual([["node=2", "replaced"]]);
  });

  it("shows a change at once", () => {
    const { address, shown } = shownAddress();
    address.write("node=1");
    expect(shown).toEqual([["node=1", "replaced"]]);
  });

  it("shows a burst as its first change and its last", () => {
    const { address, shown } = shownAddress();
    for (const node of [1, 2, 3]) address.write(`node=${node}`);
    vi.runAllTimers();
    expect(shown).toEqual([
      ["node=1", "replaced"],
      ["node=3", "replaced"],
    ]);
    address.write("node=4");
    expect(shown).toHaveLength(3);
  });

  it("shows what waits when the page is left, and nothing after that", () => {
    const { address, shown } = shownAddress();
    for (const node of [1, 2]) address.write(`node=${node}`);
    address.leave();
    expect(shown.map(([query]) => query)).toEqual(["node=1", "node=2"]);
    vi.runAllTimers();
    expect(shown).toHaveLength(2);
  });

  it("asks the browser for less than a hundred changes in ten seconds, however many are made", () => {
    const { address, shown } = shownAddress();
    for (let change = 0; change < 1000; change++) {
      address.write(`node=${change}`);
      vi.advanceTimersByTime(10);
    }
    expect(shown.length).toBeGreaterThan(50);
    expect(shown.length).toBeLessThan(100);
  });

  it("gives a burst an entry in the history when one of its changes asked for it", () => {
    const { address, shown } = shownAddress();
    address.write("b=1");
    address.write("b=2", "added");
    address.write("b=2&mode=bytes");
    vi.runAllTimers();
    expect(shown.at(-1)).toEqual(["b=2&mode=bytes", "added"]);
  });

  it("shows nothing any more once it is ended, also what was waiting", () => {
    const { address, shown, end } = shownAddress();
    address.write("node=1");
    address.write("node=2");
    end();
    vi.runAllTimers();
    address.write("node=3");
    expect(shown).toEqual([["node=1", "replaced"]]);
  });
});
