import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CacheBudget } from "@/lib/core/base/cache-budget";
import type { JsonValue } from "@/lib/core/json/json-value";
import { listBounds } from "@/lib/core/json/list-bounds";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { parseBody } from "./parse-body";
import { ParsedBodies } from "./parsed-bodies";

/** Values whose spelling JavaScript would lose, and texts that look like the structure of a body. */
const odd = fc.constantFrom(
  "1.0",
  "1e3",
  "-0.0",
  "12345678901234567890",
  '{"10":1,"b":2}',
  '"]},{"',
  '"\\\\"',
  '"a\\"b"',
  '"\\u006dessages"',
  '{"messages":[1]}',
);
const value = fc.oneof(
  odd,
  fc.jsonValue({ maxDepth: 2 }).map((given) => JSON.stringify(given)),
);
const blank = fc.constantFrom("", " ", "\n\t");
const item = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.tuple(value, blank).map(([text, space]) => `{"role":${space}"user","content":${text}}`),
  },
  { weight: 1, arbitrary: value },
);
const member = fc.tuple(
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('"model"', '"tools"', '"10"') },
    { weight: 1, arbitrary: fc.constantFrom('"messages"', '"mess\\u0061ges"', '"__proto__"') },
  ),
  value,
);
const frame = fc.record({
  name: fc.constantFrom("messages", "input"),
  head: fc.array(member, { maxLength: 2 }),
  tail: fc.array(member, { maxLength: 2 }),
  space: blank,
});

/** A body made of the one before: so many of its items stay, others come, and what stands around them may change. */
const step = fc.record({
  keep: fc.oneof(fc.constant(99), fc.nat(6)),
  added: fc.array(item, { maxLength: 3 }),
  frame: fc.option(frame, { freq: 3 }),
  cut: fc.option(fc.nat(30), { freq: 12 }),
});

type Frame = { name: string; head: [string, string][]; tail: [string, string][]; space: string };

function bodyOf({ name, head, tail, space }: Frame, items: readonly string[]): string {
  const told = (members: [string, string][]) =>
    members.map(([key, text]) => `${key}${space}:${space}${text}`);
  const list = `"${name}":${space}[${space}${items.join(`${space},${space}`)}${space}]`;
  return `${space}{${[...told(head), list, ...told(tail)].join(`,${space}`)}}`;
}

/** What a parse gives: the value with its spelling, or the words of its failure. */
function outcome(parse: () => JsonValue) {
  try {
    const parsed = parse();
    return { parsed, written: stringifyJson(parsed) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : "" };
  }
}

describe("the bodies of a session", () => {
  it("read as if each were parsed anew, whatever they share", () => {
    fc.assert(
      fc.property(frame, fc.array(step, { minLength: 2, maxLength: 8 }), (first, steps) => {
        const bodies = new ParsedBodies(new CacheBudget(), 0);
        let [around, items]: [Frame, readonly string[]] = [first, []];
        for (const { keep, added, frame: other, cut } of steps) {
          around = other ?? around;
          items = [...items.slice(0, keep), ...added];
          const whole = bodyOf(around, items);
          const body = cut === null ? whole : whole.slice(0, Math.max(0, whole.length - cut));
          expect(outcome(() => bodies.parse("s", body))).toEqual(outcome(() => parseBody(body)));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("keep the values of the messages that they share", () => {
    const bodies = new ParsedBodies(new CacheBudget(), 0);
    const messages = [{ role: "user", content: "one" }];
    const read = () => bodies.parse("s", JSON.stringify({ model: "m", messages, stream: true }));
    const first = read();
    messages.push({ role: "assistant", content: "two" });
    const second = read();
    expect(listOf(second)).toHaveLength(2);
    expect(listOf(second)[0]).toBe(listOf(first)[0]);
  });

  it("are read anew where a list of the same name comes behind the one that they share", () => {
    const bodies = new ParsedBodies(new CacheBudget(), 0);
    bodies.parse("s", '{"messages":[{"a":1}]}');
    const twice = '{"messages":[{"a":1},{"b":2}],"messages":[{"c":3},{"d":4}]}';
    expect(bodies.parse("s", twice)).toEqual(parseBody(twice));
  });

  it("are held within the budget of all caches, and short ones not at all", () => {
    const budget = new CacheBudget(10_000);
    const bodies = new ParsedBodies(budget);
    bodies.parse("short", '{"messages":[{}]}');
    expect(budget.bytes).toBe(0);
    const long = JSON.stringify({ messages: [{ content: "x".repeat(10_000) }] });
    for (let session = 0; session < 5; session++) bodies.parse(String(session), long);
    expect(budget.bytes).toBeLessThan(2 * 3 * long.length);
  });

  it("are found item by item", () => {
    const text = '{"a":[1],"messages":[ {"b":"]"} , {} ],"c":"}"}';
    const { start, ends } = listBounds(text, ["messages"]) ?? { start: 0, ends: [] };
    expect(text.slice(start, ends[0]).trim()).toBe('{"b":"]"}');
    expect(text.slice(ends[0], ends[1])).toBe(" , {}");
    expect(listBounds('{"messages":[{}],"messages":[]}', ["messages"])).toBeNull();
    expect(listBounds('{"messages":[1]}', ["messages"])).toBeNull();
  });
});

function listOf(body: JsonValue): readonly JsonValue[] {
  const read: unknown = Reflect.get(Object(body), "messages");
  return Array.isArray(read) ? read : [];
}
