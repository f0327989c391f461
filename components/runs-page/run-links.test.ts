import { expect, it } from "vitest";
import { causeTerm } from "@/lib/core/list/cause-terms";
import { parseSessionFilter } from "@/lib/core/list/session-filter";
import { sessionsLink, startedTerm, stretchLabel, valueTerm } from "./run-links";

it("a figure leads to the sessions that it stands for", () => {
  const hour = Date.UTC(2026, 10, 22, 14);
  const terms = [
    valueTerm("run", "my run"),
    valueTerm("client", ""),
    causeTerm("no_log_probs"),
    startedTerm(hour, 3_600_000),
  ];
  expect(terms).toEqual(['run:"my run"', "client:none", "cause:no-log-probs", "started:2026-11-22T14"]);
  const q = new URL(sessionsLink(...terms, ""), "http://x").searchParams.get("q") ?? "";
  const read = parseSessionFilter(q);
  expect(read.problems).toEqual([]);
  expect(read.terms.at(-1)).toMatchObject({ from: hour, to: hour + 3_600_000 });
  expect(sessionsLink("")).toBe("/sessions");
  expect([stretchLabel(hour, 3_600_000), stretchLabel(hour, 86_400_000)]).toEqual(["14:00", "11-22"]);
});
