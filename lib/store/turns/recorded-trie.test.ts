import { describe, expect, it } from "vitest";
import { assistant, user } from "@/test/recording/messages";
import { type PathStep, RecordedTrie } from "./recorded-trie";

/** A path of one letter messages; `q!` was matched with the answer of turn 2 whatever its spelling. */
function path(...letters: string[]): PathStep[] {
  return letters.map((letter, i) => ({
    message: (i % 2 === 0 ? user : assistant)(letter.replace("!", "")),
    body: letter.charCodeAt(0),
    answerOf: letter.endsWith("!") ? 2 : null,
  }));
}

const answer = (text: string) => ({ message: assistant(text), body: text.charCodeAt(0) });

describe("the trie as recorded", () => {
  it("shares what calls have in common, and gives each answer a node of its own", () => {
    const trie = new RecordedTrie();
    trie.mount(1, path("a"), answer("b"));
    trie.mount(2, path("a"), answer("b"));
    trie.mount(3, path("a", "b", "c"), answer("d"));
    const rows = trie.takeFresh();
    expect(rows.map(({ number, parent, turn }) => [number, parent, turn])).toEqual([
      [1, null, null],
      [2, 1, 1],
      [3, 1, 2],
      // Turn 3 goes on with the first of the two equal answers.
      [4, 2, null],
      [5, 4, 3],
    ]);
    expect(new Set(rows.map((row) => row.path)).size).toBe(5);
    expect(trie.counts).toEqual({ nodes: 5, forks: 1 });
  });

  it("follows the answer that the matcher named", () => {
    const trie = new RecordedTrie();
    trie.mount(1, path("a"), answer("b"));
    trie.mount(2, path("a"), answer("b"));
    trie.mount(3, path("a", "b!", "c"), answer("d"));
    expect(trie.takeFresh()[3]).toMatchObject({ parent: 3 });
  });

  it("goes on from stored rows as from its own, and names nodes alike", () => {
    const trie = new RecordedTrie();
    trie.mount(1, path("a"), answer("b"));
    const stored = new RecordedTrie();
    for (const row of trie.takeFresh()) stored.load(row);
    for (const one of [trie, stored]) one.mount(2, path("a", "b", "c"), { message: null, body: null });
    const rows = trie.takeFresh();
    expect(stored.takeFresh()).toEqual(rows);
    expect(rows.map((row) => row.body)).toEqual(["c".charCodeAt(0), null]);
  });

  it("has no place for a call without messages", () => {
    const trie = new RecordedTrie();
    trie.mount(1, [], answer("b"));
    expect(trie.takeFresh()).toEqual([]);
  });
});
