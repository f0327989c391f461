import { expect, it } from "vitest";
import { tallyCauses } from "./tally-causes";

it("what happened is counted by kind and by cause, in order of first appearance", () => {
  const tallies = tallyCauses([
    { subject: "fork", cause: "retry", tokens: 3 },
    { subject: "drift", cause: "retry", tokens: 5 },
    { subject: "fork", cause: "retry", tokens: 4 },
    { subject: "fork", cause: "compaction", tokens: 0 },
  ]);
  expect(tallies).toEqual([
    { subject: "fork", cause: "retry", count: 2, tokens: 7 },
    { subject: "drift", cause: "retry", count: 1, tokens: 5 },
    { subject: "fork", cause: "compaction", count: 1, tokens: 0 },
  ]);
});
