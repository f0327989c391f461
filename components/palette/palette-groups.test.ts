import { describe, expect, it } from "vitest";
import { paletteGroups } from "./palette-groups";

const nothing = (): void => {};

const base = {
  query: "",
  shortcuts: [
    {
      id: "session.next-fork",
      pane: "session",
      keys: ["f"],
      does: "next fork",
      group: "Go",
      scope: "page",
      run: nothing,
    },
  ],
  sources: [],
  found: { state: "found", sessions: [{ id: "demo", model: "qwen", status: "open" }], hasMore: true },
  recent: [],
  open: () => nothing,
  switchTheme: nothing,
} as const;

const headings = (input: Parameters<typeof paletteGroups>[0]) =>
  paletteGroups(input).map(({ heading, items }) => [heading, items.map(({ label }) => label)]);

describe("paletteGroups", () => {
  it("lists keys as commands, pages, and sessions with a word on what is left out", () => {
    expect(headings(base)[0]).toEqual(["Go", ["Next fork"]]);
    expect(paletteGroups(base).at(-1)).toMatchObject({
      heading: "Sessions",
      note: "More sessions fit; type more of the id",
    });
  });

  it("puts what was used last first, and not twice", () => {
    const [recent, next] = headings({ ...base, recent: ["gone", "session.next-fork"] });
    expect(recent).toEqual(["Recent", ["Next fork"]]);
    expect(next?.[0]).toBe("Pages");
  });

  it("says when sessions cannot be looked up", () => {
    const found = { state: "failed", reason: "The server cannot be reached." } as const;
    expect(paletteGroups({ ...base, query: "zzz", found })).toEqual([
      { heading: "Sessions", items: [], note: "The server cannot be reached." },
    ]);
  });

  it("is empty when nothing fits", () => {
    const found = { state: "found", sessions: [], hasMore: false } as const;
    expect(paletteGroups({ ...base, query: "zzz", found })).toEqual([]);
  });
});
