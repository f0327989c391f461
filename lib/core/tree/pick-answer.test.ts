import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AnswerStanding, pickAnswer } from "./pick-answer";

const ALIKE: AnswerStanding = {
  reach: 3,
  tolerances: 1,
  isDelivered: false,
  isSameSubAgent: false,
  turnIndex: 2,
};

/** The place of the one that is picked. */
function picked(...[first, ...rivals]: [AnswerStanding, ...AnswerStanding[]]): number {
  const all = [first, ...rivals] as const;
  return all.indexOf(pickAnswer(all, (standing) => standing));
}

describe("of several answers", () => {
  /** Each wins by one rule, and loses by every rule after it. */
  it.each<[string, Partial<AnswerStanding>, Partial<AnswerStanding>]>([
    [
      "the deepest wins",
      { reach: 4, tolerances: 2 },
      { tolerances: 0, isDelivered: true, isSameSubAgent: true, turnIndex: 9 },
    ],
    [
      "then the one with the fewest tolerances",
      { tolerances: 0 },
      { isDelivered: true, isSameSubAgent: true, turnIndex: 9 },
    ],
    ["then a delivered one", { isDelivered: true }, { isSameSubAgent: true, turnIndex: 9 }],
    ["then the same sub-agent's", { isSameSubAgent: true }, { turnIndex: 9 }],
    ["then the latest", { turnIndex: 3 }, {}],
  ])("%s", (_, better, other) => {
    const [winner, loser] = [
      { ...ALIKE, ...better },
      { ...ALIKE, ...other },
    ];
    expect(picked(winner, loser)).toBe(0);
    expect(picked(loser, winner)).toBe(1);
  });

  it("the first wins where nothing decides", () => {
    expect(picked({ ...ALIKE }, { ...ALIKE })).toBe(0);
  });

  it("an only one is taken without a question", () => {
    expect(pickAnswer(["only"], () => expect.fail("it was asked"))).toBe("only");
  });
});

const standing: fc.Arbitrary<AnswerStanding> = fc.record({
  reach: fc.nat(2),
  tolerances: fc.nat(2),
  isDelivered: fc.boolean(),
  isSameSubAgent: fc.boolean(),
  turnIndex: fc.nat(3),
});

/** The same choice made the slow way: rule after rule, all that are not best are struck out. */
function struckOut(all: readonly AnswerStanding[]): AnswerStanding | undefined {
  const rules: readonly ((one: AnswerStanding) => number)[] = [
    (one) => one.reach,
    (one) => -one.tolerances,
    (one) => (one.isDelivered ? 1 : 0),
    (one) => (one.isSameSubAgent ? 1 : 0),
    (one) => one.turnIndex,
  ];
  let left = all;
  for (const rule of rules) {
    const best = Math.max(...left.map(rule));
    left = left.filter((one) => rule(one) === best);
  }
  return left[0];
}

it("whatever the answers are, one rule after another is asked", () => {
  fc.assert(
    fc.property(standing, fc.array(standing, { maxLength: 8 }), (first, rivals) => {
      expect(pickAnswer([first, ...rivals], (one) => one)).toBe(struckOut([first, ...rivals]));
    }),
  );
});
