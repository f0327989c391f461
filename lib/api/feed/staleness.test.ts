import { expect, it } from "vitest";
import { staleness } from "./staleness";

it.each<[string, string, readonly string[], number]>([
  ["58", "61", [], 3],
  ["61", "61", [], 0],
  ["62", "61", [], 0],
  ["default", "2", [], 2],
  ["b", "c", ["a", "b", "c"], 1],
  ["elsewhere", "c", ["a", "b", "c"], 3],
  ["default", "a", [], 1],
  ["c", "a", ["a", "b", "c"], 0],
])("weights %s are, for a trainer at %s that trained %j, %i versions old", (version, current, order, age) => {
  expect(staleness(version, current, order)).toBe(age);
});
