import { describe, expect, it } from "vitest";
import type { PaletteItem } from "@/components/keys/palette-item";
import { rankItems } from "./rank-items";

const item = (label: string, aliases = ""): PaletteItem => ({ id: label, label, aliases, run: () => {} });
const labels = (query: string, ...items: readonly PaletteItem[]) =>
  rankItems(items, query).map(({ label }) => label);

describe("rankItems", () => {
  it("puts what begins with the query first, then what has a word that does", () => {
    expect(labels("fork", item("unforked"), item("next fork"), item("fork at 64"))).toEqual([
      "fork at 64",
      "next fork",
      "unforked",
    ]);
  });

  it("asks for every word, in any order, hidden ones included", () => {
    expect(labels("log tok", item("colour tokens by log-prob"), item("next token"))).toEqual([
      "colour tokens by log-prob",
    ]);
    expect(labels("dark", item("switch theme", "light dark"))).toEqual(["switch theme"]);
  });

  it("keeps everything in order while nothing is typed", () => {
    expect(labels(" ", item("b"), item("a"))).toEqual(["b", "a"]);
  });
});
