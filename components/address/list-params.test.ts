import { describe, expect, it } from "vitest";
import { listWords, withList } from "./list-params";

const USUAL = { q: "", sort: "created_at", order: "desc" } as const;

describe("withList", () => {
  it("leaves an address as it is for the whole list in its usual order", () => {
    expect(withList("/sessions/a%20b", USUAL)).toBe("/sessions/a%20b");
  });

  it("adds what narrows and sorts the list to what the address holds", () => {
    const choice = { q: "forks:>2 cause:rewrite", sort: "yield", order: "asc" } as const;
    expect(withList("/sessions/talk?node=n2", choice)).toBe(
      "/sessions/talk?node=n2&q=forks:%3E2+cause:rewrite&sort=yield&order=asc",
    );
  });
});

describe("listWords", () => {
  it("says what of a list is not as usual", () => {
    expect(listWords(USUAL)).toBe("");
    expect(listWords({ ...USUAL, q: "forks:>2" })).toBe(" in forks:>2");
    expect(listWords({ q: "run:a", sort: "updated_at", order: "asc" })).toBe(
      " in run:a, by updated at upwards",
    );
  });
});
