import { describe, expect, it } from "vitest";
import type { Annotation, AnnotationTarget } from "@/lib/core/annotations/annotation";
import { notesOfMessage, notesOfTokens } from "./notes-of";

const TARGETS: readonly AnnotationTarget[] = [
  { on: "session" },
  { on: "turn", turn: 2 },
  { on: "range", turn: 2, start: 4, length: 3 },
  { on: "range", turn: 3, start: 4, length: 3 },
  { on: "node", node: "n1" },
];
const NOTES = TARGETS.map((target): Annotation => {
  const value = { form: "text", text: "odd" } as const;
  return { producer: "person", kind: "label", target, value, at: 1, rewardRevision: null };
});
const targets = (notes: readonly Annotation[]) => notes.map(({ target }) => TARGETS.indexOf(target));

describe("notes in their places", () => {
  it("stand at the message, at its turn, and at tokens of its turn", () => {
    expect(targets(notesOfMessage(NOTES, { id: "n2", turn: 2 }))).toEqual([1, 2]);
    expect(targets(notesOfMessage(NOTES, { id: "n1", turn: null }))).toEqual([4]);
  });

  it("stand at each token that they lie on, and at no other", () => {
    expect(targets(notesOfTokens(NOTES, { turn: 2, start: 6, end: 7 }))).toEqual([2]);
    expect(targets(notesOfTokens(NOTES, { turn: 2, start: 7, end: 9 }))).toEqual([]);
    expect(targets(notesOfTokens(NOTES, { turn: 2, start: 0, end: 4 }))).toEqual([]);
  });
});
