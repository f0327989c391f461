import { canonicalJson } from "@/lib/core/json/canonical-json";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isObject } from "@/lib/core/json/object-of";
import type { Message, ToolCall } from "./message";
import { messageIdentity } from "./message-identity";

/** The clients whose habits are known, and one name for every other. */
export type ClientName =
  | "claude-code"
  | "codex"
  | "opencode"
  | "qwen-code"
  | "pi"
  | "ai-sdk"
  | "openai-sdk"
  | "unknown";

/** What may differ between an answer and its echo without being a change of what was said. A closed list. */
export type Tolerance =
  | "reasoning dropped"
  | "reasoning trimmed"
  | "reasoning cut"
  | "reasoning merged"
  | "white space"
  | "trailing white space in arguments"
  | "default argument added"
  | "unknown argument dropped"
  | "cd prefix removed"
  | "tool renamed invalid"
  | "truncated call repaired";

/** What any client may do. */
const EVERYBODY: readonly Tolerance[] = [
  "reasoning dropped",
  "reasoning trimmed",
  "reasoning cut",
  "white space",
];

/** What single clients were seen doing on the wire, beyond that; anything else is a mutation. */
const HABITS: Readonly<Record<ClientName, readonly Tolerance[]>> = {
  "claude-code": [
    "trailing white space in arguments",
    "default argument added",
    "cd prefix removed",
    "truncated call repaired",
  ],
  codex: ["reasoning merged"],
  opencode: ["tool renamed invalid", "truncated call repaired"],
  "qwen-code": ["truncated call repaired"],
  pi: ["truncated call repaired"],
  "ai-sdk": ["unknown argument dropped", "truncated call repaired"],
  "openai-sdk": [],
  unknown: [],
};

/**
 * The differences to forgive for `echoed` to be the echo of the answer `held`: none (`[]`) when they are equal, or the
 * tolerances used. Null when they differ in ways that this client is not known for.
 *
 * @example
 * echoTolerances({ role: "assistant", content: "Hi. " }, { role: "assistant", content: "Hi." }, "unknown");
 * // ["white space"]
 */
export function echoTolerances(
  held: Message,
  echoed: Message,
  client: ClientName,
): readonly Tolerance[] | null {
  if (messageIdentity(held) === messageIdentity(echoed)) return [];
  if (held.role !== "assistant" || echoed.role !== "assistant") return null;
  const used = [reasoning(held, echoed), text(held, echoed), calls(held, echoed)];
  const allowed = new Set([...EVERYBODY, ...HABITS[client]]);
  const names: Tolerance[] = [];
  for (const part of used) {
    if (part === null || part.some((name) => !allowed.has(name))) return null;
    names.push(...part);
  }
  return [...new Set(names)];
}

type Used = readonly Tolerance[] | null;

function reasoning(held: Message, echoed: Message): Used {
  const before = held.reasoning_content ?? "";
  const after = echoed.reasoning_content ?? "";
  if (before === after) return [];
  if (after.trim() === "") return ["reasoning dropped"];
  if (before.trim() === after.trim()) return ["reasoning trimmed"];
  if (before.trim() !== "" && after.trim().startsWith(before.trim())) return ["reasoning merged"];
  const cut = before.trim().startsWith(after.trim()) || before.trim().endsWith(after.trim());
  return cut ? ["reasoning cut"] : null;
}

function text(held: Message, echoed: Message): Used {
  const before = held.content ?? "";
  const after = echoed.content ?? "";
  if (before === after) return [];
  return before.trim() === after.trim() ? ["white space"] : null;
}

function calls(held: Message, echoed: Message): Used {
  const before = held.tool_calls ?? [];
  const after = echoed.tool_calls ?? [];
  if (before.length !== after.length) return null;
  const names: Tolerance[] = [];
  for (const [index, call] of before.entries()) {
    const other = after[index];
    const used = other === undefined ? null : oneCall(call, other);
    if (used === null) return null;
    names.push(...used);
  }
  return names;
}

function oneCall(held: ToolCall, echoed: ToolCall): Used {
  const before = held.function.arguments;
  const after = echoed.function.arguments;
  if (echoed.function.name === "invalid" && held.function.name !== "invalid") {
    return held.id !== undefined && held.id === echoed.id ? ["tool renamed invalid"] : null;
  }
  if (held.function.name !== echoed.function.name) return null;
  if (same(before, after)) return [];
  if (typeof before === "string") return repaired(before, held, echoed);
  return isObject(before) && isObject(after) ? changedArguments(before, after) : null;
}

/** Arguments that were cut off do not parse; clients keep the raw text in an object, or close it as best they can. */
function repaired(raw: string, held: ToolCall, echoed: ToolCall): Used {
  const after = echoed.function.arguments;
  if (held.id === undefined || held.id !== echoed.id || !isObject(after)) return null;
  const kept = after.__unparsedToolInput;
  if (isObject(kept)) return kept.raw === raw ? ["truncated call repaired"] : null;
  const spelled = Object.entries(after).every(
    ([key, value]) =>
      raw.includes(key) && (typeof value !== "string" || raw.includes(JSON.stringify(value).slice(1, -1))),
  );
  return spelled ? ["truncated call repaired"] : null;
}

function changedArguments(before: JsonObject, after: JsonObject): Used {
  const names = new Set<Tolerance>();
  for (const [key, value] of Object.entries(after)) {
    if (key in before) continue;
    if (!isDefault(value)) return null;
    names.add("default argument added");
  }
  for (const [key, value] of Object.entries(before)) {
    const other = after[key];
    if (other === undefined) names.add("unknown argument dropped");
    else if (!same(value, other)) {
      const used = changedString(key, value, other);
      if (used === null) return null;
      names.add(used);
    }
  }
  return [...names];
}

function changedString(key: string, before: JsonValue, after: JsonValue): Tolerance | null {
  if (typeof before !== "string" || typeof after !== "string") return null;
  if (key === "command" && /^cd [^&;|\n]+ && /.test(before) && before.endsWith(` && ${after}`)) {
    return before.replace(/^cd [^&;|\n]+ && /, "") === after ? "cd prefix removed" : null;
  }
  const stripped = (value: string) => value.replace(/(?<![ \t])[ \t]+$/gm, "");
  return stripped(before) === stripped(after) ? "trailing white space in arguments" : null;
}

/** The defaults that a client's schema fills in where the model said nothing. */
function isDefault(value: JsonValue): boolean {
  return value === false || value === null || value === "";
}

function same(a: JsonValue, b: JsonValue): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
