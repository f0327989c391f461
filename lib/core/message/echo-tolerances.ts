import { canonicalJson } from "@/lib/core/json/canonical-json";
import type { JsonValue } from "@/lib/core/json/json-value";
import { isObject } from "@/lib/core/json/object-of";
import { toolParameters } from "@/lib/core/json/tool-parameters";
import { type ArgumentTolerance, changedArguments } from "./changed-arguments";
import type { ClientName } from "./known-client";
import type { Message, ToolCall } from "./message";
import { messageIdentity } from "./message-identity";
import type { OptionalTolerance } from "./optional-tolerances";
import { takeReasoningText } from "./take-reasoning-text";

/** What may differ between an answer and its echo without being a change of what was said. A closed list. */
export type Tolerance =
  | "reasoning dropped"
  | "reasoning trimmed"
  | "reasoning cut"
  | "reasoning merged"
  | "reasoning given as text"
  | "stop string given back"
  | "white space"
  | "tool renamed invalid"
  | "truncated call repaired"
  | ArgumentTolerance
  | OptionalTolerance;

/** How an answer's echo is read: who gives it back, and what is known of the answer beside its message. */
export interface EchoRules {
  readonly client: ClientName;
  /** Tolerances that no client has by itself and that the server's settings add. */
  readonly forgiven: readonly OptionalTolerance[];
  /** The tools that the answer was given with, in OpenAI's form; null where they are not known. */
  readonly tools: readonly JsonValue[] | null;
  /** The string that ended the answer and is no part of its text; any other end is no string. */
  readonly matchedStop: string | number | null;
}

/** What any client may do. The default is one that the tool's schema states. */
const EVERYBODY: readonly Tolerance[] = [
  "reasoning dropped",
  "reasoning trimmed",
  "reasoning cut",
  "reasoning given as text",
  "stop string given back",
  "white space",
  "default argument added",
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
  "pydantic-ai": [],
  "openai-sdk": [],
  unknown: [],
};

/**
 * The differences to forgive for `echoed` to be the echo of the answer `held`: none (`[]`) when they are equal, or the
 * tolerances used. Null when they differ in ways that this client is not known for.
 *
 * @example
 * echoTolerances({ role: "assistant", content: "Hi. " }, { role: "assistant", content: "Hi." }, rules);
 * // ["white space"]
 */
export function echoTolerances(
  held: Message,
  echoed: Message,
  rules: EchoRules,
): readonly Tolerance[] | null {
  if (messageIdentity(held) === messageIdentity(echoed)) return [];
  if (held.role !== "assistant" || echoed.role !== "assistant") return null;
  const asText = takeReasoningText(echoed);
  const isAsText = asText !== null && sameText(asText.reasoning_content, held.reasoning_content);
  const given = isAsText ? asText : echoed;
  const used: Used[] = [
    isAsText ? ["reasoning given as text"] : reasoning(held, given),
    text(held, given, rules),
    calls(held, given, rules),
  ];
  const allowed = new Set([...EVERYBODY, ...HABITS[rules.client], ...rules.forgiven]);
  const names: Tolerance[] = [];
  for (const part of used) {
    if (part === null || part.some((name) => !allowed.has(name))) return null;
    names.push(...part);
  }
  return [...new Set(names)];
}

function sameText(a: string | null | undefined, b: string | null | undefined): boolean {
  return (a ?? "").trim() === (b ?? "").trim();
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

function text(held: Message, echoed: Message, { matchedStop }: EchoRules): Used {
  const before = held.content ?? "";
  const after = echoed.content ?? "";
  if (before === after) return [];
  if (sameText(before, after)) return ["white space"];
  if (typeof matchedStop === "string" && sameText(before + matchedStop, after))
    return ["stop string given back"];
  const hasCalls = (held.tool_calls ?? []).length > 0 && (echoed.tool_calls ?? []).length > 0;
  return after.trim() === "" && hasCalls ? ["text dropped beside calls"] : null;
}

function calls(held: Message, echoed: Message, rules: EchoRules): Used {
  const before = held.tool_calls ?? [];
  const after = echoed.tool_calls ?? [];
  if (before.length !== after.length) return null;
  const names: Tolerance[] = [];
  for (const [index, call] of before.entries()) {
    const other = after[index];
    const used = other === undefined ? null : oneCall(call, other, rules);
    if (used === null) return null;
    names.push(...used);
  }
  return names;
}

function oneCall(held: ToolCall, echoed: ToolCall, { client, tools }: EchoRules): Used {
  const before = held.function.arguments;
  const after = echoed.function.arguments;
  if (echoed.function.name === "invalid" && held.function.name !== "invalid") {
    return held.id !== undefined && held.id === echoed.id ? ["tool renamed invalid"] : null;
  }
  if (held.function.name !== echoed.function.name) return null;
  if (same(before, after)) return [];
  if (typeof before === "string") return repaired(before, held, echoed);
  if (!isObject(before) || !isObject(after)) return null;
  const parameters = toolParameters(tools ?? [], held.function.name);
  return changedArguments(before, after, { habits: HABITS[client], parameters });
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

function same(a: JsonValue, b: JsonValue): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
