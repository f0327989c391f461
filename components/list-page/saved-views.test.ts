import { describe, expect, it } from "vitest";
import { parseSessionFilter } from "@/lib/core/list/session-filter";
import { FIRST_VIEWS, readViews, withView, writeViews } from "./saved-views";

/** A browser's storage in memory. */
function memory(): Pick<Storage, "getItem" | "setItem"> {
  const held = new Map<string, string>();
  return { getItem: (key) => held.get(key) ?? null, setItem: (key, value) => void held.set(key, value) };
}

describe("saved views", () => {
  it("begin with some whose filters can be read", () => {
    expect(readViews(memory())).toEqual(FIRST_VIEWS);
    for (const { name, query } of FIRST_VIEWS) {
      const filter = new URLSearchParams(query).get("q") ?? "";
      expect(parseSessionFilter(filter).problems, name).toEqual([]);
    }
  });

  it("are kept, and changed by saving under the same name", () => {
    const storage = memory();
    writeViews(storage, withView([], { name: "Mine", query: "q=a" }));
    expect(readViews(storage)).toEqual([{ name: "Mine", query: "q=a" }]);
    expect(withView(readViews(storage), { name: "Mine", query: "q=b" })).toEqual([
      { name: "Mine", query: "q=b" },
    ]);
  });

  it("are the first ones again when what is stored cannot be read", () => {
    const storage = memory();
    storage.setItem("turntree-views", "{");
    expect(readViews(storage)).toEqual(FIRST_VIEWS);
  });
});
