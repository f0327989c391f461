import type { Random } from "@/scenarios/sim/random";

/** What is put in the place of something that was meant to be there. */
const ODD: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  -0.5,
  2 ** 53,
  "",
  " ",
  "\u0000",
  "\ud800",
  "💥".repeat(40),
  "a".repeat(5000),
  "%s%n{{7*7}}<script>",
  "__proto__",
  "../../etc/passwd",
  "2026-13-45T99:99:99Z",
  [],
  [null],
  [[[[[[]]]]]],
  {},
  { type: "text" },
  { type: "unheard_of", text: 1 },
  { role: "assistant", content: null },
  { __proto__: null, toString: 1 },
];

/** Fields that some protocol knows, put where none expects them. */
const NAMES = [
  "messages",
  "input",
  "tools",
  "tool_choice",
  "stop",
  "system",
  "content",
  "role",
  "type",
  "stream",
  "n",
  "logprobs",
  "top_logprobs",
  "temperature",
  "previous_response_id",
  "reward",
  "id",
  "metadata",
  "__proto__",
  "constructor",
];

function pick<T>(random: Random, from: readonly T[]): T {
  const one = from[Math.floor(random() * from.length)];
  if (one === undefined) throw new Error("There is nothing to pick from.");
  return one;
}

/** Every object and list within a value, itself included. */
function holders(value: unknown): readonly object[] {
  if (typeof value !== "object" || value === null) return [];
  return [value, ...Object.values(value).flatMap(holders)];
}

/** Changes a JSON value in one place, in place. */
function changeOnce(root: object, random: Random): void {
  const holder = pick(random, holders(root));
  const odd = () => structuredClone(pick(random, ODD));
  if (Array.isArray(holder)) {
    const at = Math.floor(random() * (holder.length + 1));
    const action = random();
    if (action < 0.3) holder.splice(at, 0, odd());
    else if (action < 0.5) holder.splice(at, 1);
    else if (action < 0.7) holder.push(...structuredClone(holder.slice(0, 3)));
    else holder[at] = odd();
    return;
  }
  const names = Object.keys(holder);
  const name = names.length === 0 || random() < 0.15 ? pick(random, NAMES) : pick(random, names);
  if (random() < 0.15) Reflect.deleteProperty(holder, name);
  else
    Object.defineProperty(holder, name, {
      value: odd(),
      enumerable: true,
      writable: true,
      configurable: true,
    });
}

/** Spoils the bytes of a text. */
function spoil(text: string, random: Random): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Buffer.from(text));
  const at = Math.floor(random() * bytes.length);
  const action = random();
  if (action < 0.35) return bytes.slice(0, at);
  if (action < 0.7) {
    bytes[at] = Math.floor(random() * 256);
    return bytes;
  }
  const [head, tail] = [bytes.slice(0, at), bytes.slice(at)];
  const between = pick(random, [
    "\ufeff",
    "\u0000",
    "}",
    "]",
    ",",
    "{",
    '"',
    "\\u",
    "1e999",
    " ".repeat(2000),
    "[".repeat(3000),
  ]);
  return new Uint8Array(Buffer.concat([head, Buffer.from(between), tail]));
}

/**
 * A body that is not what a client would send: a good one changed in one to four places, or its bytes spoilt. The same
 * for the same numbers on every machine.
 *
 * @param good lines of JSON, or one value.
 */
export function mutateBody(good: readonly object[], random: Random): Uint8Array<ArrayBuffer> {
  const lines = structuredClone([...good]);
  const times = random() < 0.6 ? 1 : 1 + Math.floor(random() * 4);
  for (let change = 0; change < times; change++) {
    const line = pick(random, lines);
    changeOnce(line, random);
  }
  const text = lines.map((line) => JSON.stringify(line)).join("\n");
  return random() < 0.2 ? spoil(text, random) : new Uint8Array(Buffer.from(text));
}
