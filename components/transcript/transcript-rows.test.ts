import { describe, expect, it } from "vitest";
import { countStates } from "@/components/ui/count-words";
import { stateCode } from "@/lib/core/view/state-code";
import { nodeViews } from "@/test/components/node-views";
import { transcriptRows } from "./transcript-rows";

const levels = (parents: readonly number[], folded: readonly string[] = []) =>
  transcriptRows(nodeViews(parents), new Set(folded)).map((row) => [
    row.kind === "message" ? row.node : row.starts,
    row.level,
  ]);

const NONE: ReadonlySet<string> = new Set();

describe("transcriptRows", () => {
  it("reads a conversation as one level", () => {
    expect(levels([-1, 0, 1])).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
  });

  it("puts messages in the order of time, and a branch one level in", () => {
    expect(levels([-1, 0, 0, 1, 2])).toEqual([
      [0, 1],
      [1, 1],
      [2, 2],
      [3, 1],
      [4, 2],
    ]);
  });

  it("keeps later roots at the first level", () => {
    expect(levels([-1, -1, 0, 1])).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
  });

  it("only appends where a session grows by a message", () => {
    const parents = [-1, 0, 1, 0, 3, 2, 4];
    for (let length = 1; length < parents.length; length++)
      expect(levels(parents.slice(0, length + 1)).slice(0, length)).toEqual(levels(parents.slice(0, length)));
  });

  it("leaves out the branches of a folded message, and counts them", () => {
    const rows = transcriptRows(nodeViews([-1, 0, 0, 0, 2]), new Set(["n0"]));
    expect(rows.map((row) => row.kind === "message" && [row.node, row.branches, row.expanded])).toEqual([
      [0, 2, false],
      [1, 0, null],
    ]);
  });

  it("numbers the rows that stand under one row", () => {
    const rows = transcriptRows(nodeViews([-1, 0, 0, 0, 2]));
    expect(rows.map(({ place, of }) => `${place} of ${of}`)).toEqual([
      "1 of 2",
      "2 of 2",
      "1 of 3",
      "2 of 3",
      "3 of 3",
    ]);
  });
});

describe("branches that are alike", () => {
  // A message with the conversation's own way on, and nine branches.
  const many = [-1, ...Array.from({ length: 10 }, () => 0)];

  it("are one row after the sixth, which opens", () => {
    const closed = transcriptRows(nodeViews(many));
    expect(closed).toHaveLength(9);
    expect(closed.at(-1)).toMatchObject({ kind: "bundle", starts: [8, 9, 10], place: 7, of: 7 });
    const id = closed.at(-1)?.kind === "bundle" ? closed.at(-1) : null;
    const opened = new Set(id?.kind === "bundle" ? [id.id] : []);
    expect(transcriptRows(nodeViews(many), NONE, opened)).toHaveLength(11);
  });

  it("lets one of them stand by itself, as one that is selected does", () => {
    const rows = transcriptRows(nodeViews(many), NONE, new Set(["n9"]));
    expect(rows.find(({ kind }) => kind === "bundle")).toMatchObject({ starts: [8, 10] });
    expect(rows.filter((row) => row.kind === "message").map((row) => row.node)).toContain(9);
  });

  it("stand by themselves where there are six", () => {
    expect(transcriptRows(nodeViews(many.slice(0, 8)))).toHaveLength(8);
  });

  it("are told apart by their cause and their length", () => {
    const nodes = nodeViews([...many, 10], { 9: { fork_cause: "retry" } });
    expect(transcriptRows(nodes).filter(({ kind }) => kind === "bundle")).toMatchObject([{ starts: [8] }]);
  });

  it("never hide one that lost tokens", () => {
    const counts = countStates(Uint8Array.of(stateCode("realigned")));
    const nodes = nodeViews([...many, 9], { 11: { counts } });
    const rows = transcriptRows(nodes);
    expect(rows.filter((row) => row.kind === "message").map((row) => row.node)).toContain(11);
    expect(rows.find(({ kind }) => kind === "bundle")).toMatchObject({ starts: [8, 10] });
  });
});
