import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostileFilter } from "@/test/list/hostile-filter";
import {
  filterParts,
  MOST_FILTER_CHARACTERS,
  MOST_FILTER_CONDITIONS,
  parseSessionFilter,
} from "./session-filter";

/** Parts by the plain rule: white space separates where an even number of quotes stands before it. */
function partsByTheRule(text: string): string[] {
  const parts = [""];
  let quotes = 0;
  for (const letter of text.trim()) {
    if (letter === '"') quotes += 1;
    if (quotes % 2 === 0 && /\s/.test(letter)) parts.push("");
    else parts.push((parts.pop() ?? "") + letter);
  }
  return parts.filter((part) => part !== "");
}

describe("the list's filter", () => {
  it("reads numbers, words and text, each possibly negated", () => {
    const typed =
      'forks:>2 cause:compaction refused:yes yield:<80% reward:-1 -status:dropped run:"my run" "out of memory" cd';
    expect(parseSessionFilter(typed)).toEqual({
      problems: [],
      terms: [
        { kind: "number", field: "forks", comparison: ">", value: 2, negated: false },
        { kind: "word", field: "cause", value: "compaction", negated: false },
        { kind: "number", field: "refused", comparison: ">", value: 0, negated: false },
        { kind: "number", field: "yield", comparison: "<", value: 0.8, negated: false },
        { kind: "number", field: "reward", comparison: "=", value: -1, negated: false },
        { kind: "word", field: "status", value: "dropped", negated: true },
        { kind: "word", field: "run", value: "my run", negated: false },
        { kind: "text", text: "out of memory", negated: false },
        { kind: "text", text: "cd", negated: false },
      ],
    });
  });

  it("reads when a session began as the stretch of time that is written", () => {
    const [day, hour] = parseSessionFilter("started:2026-11-22 -started:>=2026-11-22T14").terms;
    const from = Date.UTC(2026, 10, 22);
    const whole = { kind: "time", field: "started", from, to: from + 86_400_000 };
    expect(day).toEqual({ ...whole, comparison: "=", negated: false });
    const start = Date.UTC(2026, 10, 22, 14);
    expect(hour).toMatchObject({ from: start, to: start + 3_600_000, comparison: ">=", negated: true });
    expect(parseSessionFilter("started:yesterday started:2026-13-01").problems.length).toBe(2);
  });

  it("finds sessions that lack something", () => {
    expect(parseSessionFilter("run:none -reward:none").terms).toEqual([
      { kind: "lack", field: "run", negated: false },
      { kind: "lack", field: "reward", negated: true },
    ]);
  });

  it("says what it takes where it cannot read", () => {
    expect(parseSessionFilter("forks:many color:red").problems).toEqual([
      { part: "forks:many", reason: "forks takes a number, as in forks:>2, or yes or no" },
      { part: "color:red", reason: expect.stringContaining('there is no "color"; there are turns,') },
    ]);
    expect(parseSessionFilter("model:").problems.length).toBe(1);
  });

  it("loses no part of what is typed", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z:<>=0-9"-]{1,12}$/)), (parts) => {
        const { terms, problems } = parseSessionFilter(parts.join(" "));
        const isEmpty = parts.join("").trim() === "";
        expect(terms.length + problems.length > 0).toBe(!isEmpty);
      }),
    );
  });

  it("is cut at white space outside quotes, and a quote that nothing closes holds the rest", () => {
    const letter = fc.constantFrom('"', " ", "\t", "\u00a0", "a", "-", ":", "é");
    fc.assert(
      fc.property(fc.string({ unit: letter, maxLength: 60 }), (text) => {
        expect(filterParts(text)).toEqual(partsByTheRule(text));
      }),
    );
    expect(filterParts('a b "c d')).toEqual(["a", "b", '"c d']);
  });

  it("is refused as a whole when it is longer, or asks more, than is read", () => {
    const long = parseSessionFilter("a".repeat(MOST_FILTER_CHARACTERS + 1));
    expect(long).toEqual({
      terms: [],
      problems: [{ part: `${"a".repeat(20)}…`, reason: "a filter takes at most 1000 characters" }],
    });
    expect(parseSessionFilter("a".repeat(MOST_FILTER_CHARACTERS)).terms).toHaveLength(1);
    const words = (count: number) => Array(count).fill("ab").join(" ");
    expect(parseSessionFilter(words(MOST_FILTER_CONDITIONS)).terms).toHaveLength(MOST_FILTER_CONDITIONS);
    for (const text of [words(MOST_FILTER_CONDITIONS + 1), `"${words(MOST_FILTER_CONDITIONS + 1)}"`]) {
      expect(parseSessionFilter(text)).toMatchObject({
        terms: [],
        problems: [{ reason: expect.stringContaining("at most 50 conditions") }],
      });
    }
  });

  it("ends for 1,000 filters that are made to be slow", () => {
    for (let seed = 0; seed < 1000; seed++) {
      const text = hostileFilter(seed);
      expect(filterParts(text)).toEqual(partsByTheRule(text));
      if (text.length > MOST_FILTER_CHARACTERS) expect(parseSessionFilter(text).terms).toEqual([]);
    }
  });
});
