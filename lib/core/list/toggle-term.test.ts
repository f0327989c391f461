import { expect, it } from "vitest";
import { filterTerm, hasTerm, toggleTerm } from "./toggle-term";

it("a condition is put into a filter and taken out again, and the rest stays as typed", () => {
  const typed = 'out "of memory" forks:>2';
  const run = filterTerm("run", "my run");
  const filtered = toggleTerm(typed, run);
  expect(filtered).toBe(`${typed} run:"my run"`);
  expect(hasTerm(filtered, 'RUN:"my run"')).toBe(true);
  expect(toggleTerm(filtered, run)).toBe(typed);
  expect(toggleTerm("", "status:open")).toBe("status:open");
});
