import { canonicalJson } from "@/lib/core/json/canonical-json";
import type { JsonValue } from "@/lib/core/json/json-value";
import { argumentsText } from "@/lib/core/message/arguments-text";
import type { Message, ToolCall } from "@/lib/core/message/message";
import type { LanguageModel, ParsedOutput } from "@/lib/text/language-model";

/** In what a reply may differ from what its ids spell. A closed list; docs/engines.md says what each means. */
export type ReplyDifference =
  | "white space trimmed"
  | "stop left out"
  | "unfinished character left out"
  | "special tokens left out"
  | "markup left in the text"
  | "arguments spelled anew";

export type ReplyProof =
  | { readonly type: "proven"; readonly differences: readonly ReplyDifference[] }
  /** One sentence for people. */
  | { readonly type: "disproven"; readonly detail: string };

/** A reply that another server gave, and the ids that it says it sampled. */
export interface GivenReply {
  readonly reply: Message;
  readonly outputIds: Int32Array;
  readonly promptIds: Int32Array;
  /** Declared tools, in OpenAI's form. */
  readonly tools: readonly JsonValue[];
  /** The client's own, each of which may end the text. */
  readonly stopStrings: readonly string[];
}

/** What an answer says, whoever read it. */
interface Said {
  readonly content: string;
  readonly reasoning: string;
  readonly calls: readonly ToolCall[];
}

/** Characters of a text that a sentence shows. */
const SHOWN = 60;

/**
 * Proves that ids are all of a reply: read by the model's own parsers they say what the reply says, in content, reasoning
 * and calls. The server may have taken its own parsers, or none.
 */
export function proveReply(model: LanguageModel, given: GivenReply): ReplyProof {
  const { reply, outputIds, promptIds, tools } = given;
  const told = saidBy(reply);
  const spelled = saidByIds(model.parse(outputIds, promptIds, tools));
  const ends = new TextEnds(model, given);
  const asTold = ends.compare(spelled, told);
  if (asTold !== null) return proven(asTold);
  const unread = rereadReply(model, given, told);
  const asRead = ends.compare(spelled, unread);
  if (asRead !== null) return proven([...asRead, "markup left in the text"]);
  const visible = outputIds.filter((id) => !model.isSpecial(id));
  if (visible.length < outputIds.length) {
    const shown = saidByIds(model.parse(visible, promptIds, tools));
    const asShown = ends.compare(shown, told) ?? ends.compare(plain(model.decode(visible)), told);
    if (asShown !== null) return proven([...asShown, "special tokens left out"]);
  }
  return {
    type: "disproven",
    detail: `The ids spell ${sentence(spelled)}; the reply says ${sentence(told)}.`,
  };
}

function proven(differences: readonly ReplyDifference[]): ReplyProof {
  return { type: "proven", differences: [...new Set(differences)] };
}

function saidBy({ content, reasoning_content: reasoning, tool_calls: calls }: Message): Said {
  return { content: content ?? "", reasoning: reasoning ?? "", calls: calls ?? [] };
}

function saidByIds({ content, reasoning, toolCalls }: ParsedOutput): Said {
  return { content, reasoning: reasoning ?? "", calls: toolCalls };
}

function plain(content: string): Said {
  return { content, reasoning: "", calls: [] };
}

/** The reply as a server without parsers, or with one of two, meant it: markup in its text is read. */
function rereadReply(model: LanguageModel, { promptIds, tools }: GivenReply, told: Said): Said {
  const opened = told.reasoning === "" ? promptIds : undefined;
  const { content, reasoning, calls } = saidByIds(model.readText(told.content, opened, tools));
  return { content, reasoning: told.reasoning + reasoning, calls: [...calls, ...told.calls] };
}

/** Compares what ids spell with what a reply says, and knows where a text may end before its ids do. */
class TextEnds {
  constructor(
    private readonly model: LanguageModel,
    private readonly given: GivenReply,
  ) {}

  /** The differences between the two; null when they are more than differences. */
  compare(spelled: Said, told: Said): readonly ReplyDifference[] | null {
    const isEnd = spelled.calls.length === 0;
    const parts = [
      this.sameText(spelled.reasoning, told.reasoning, isEnd && spelled.content === ""),
      this.sameText(spelled.content, told.content, isEnd),
      sameCalls(spelled.calls, told.calls),
    ];
    return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? []);
  }

  private sameText(spelled: string, told: string, isEnd: boolean): readonly ReplyDifference[] | null {
    if (spelled === told) return [];
    const [ids, text] = [spelled.trim(), told.trim()];
    if (ids === text) return ["white space trimmed"];
    if (!isEnd) return null;
    if (ids.replace(/\uFFFD+$/, "").trim() === text.replace(/\uFFFD+$/, "").trim()) {
      return ["unfinished character left out"];
    }
    return this.endsWithStop(spelled, told) ? ["stop left out"] : null;
  }

  /** Whether the text goes on with a stop string that its last token completes: nothing was sampled after that. */
  private endsWithStop(spelled: string, told: string): boolean {
    const { stopStrings, outputIds, promptIds, tools } = this.given;
    const stop = stopStrings.find((one) => one !== "" && spelled.startsWith(told + one));
    if (stop === undefined) return false;
    let end = outputIds.length;
    while (end > 0 && this.model.stopTokenIds.includes(outputIds[end - 1] ?? -1)) end--;
    const before = saidByIds(this.model.parse(outputIds.subarray(0, end - 1), promptIds, tools));
    const longest = Math.max(before.content.length, before.reasoning.length);
    return longest < told.length + stop.length;
  }
}

function sameCalls(
  spelled: readonly ToolCall[],
  told: readonly ToolCall[],
): readonly ReplyDifference[] | null {
  if (spelled.length !== told.length) return null;
  const differences: ReplyDifference[] = [];
  for (const [at, call] of spelled.entries()) {
    const other = told[at];
    if (other === undefined || other.function.name !== call.function.name) return null;
    if (canonicalJson(other.function.arguments) !== canonicalJson(call.function.arguments)) return null;
    if (argumentsText(other) !== argumentsText(call)) differences.push("arguments spelled anew");
  }
  return differences;
}

function sentence({ content, reasoning, calls }: Said): string {
  const parts = [
    ...(reasoning === "" ? [] : [`reasoning ${quoted(reasoning)}`]),
    ...(content === "" ? [] : [`text ${quoted(content)}`]),
    ...calls.map((call) => `a call ${quoted(`${call.function.name}(${argumentsText(call)})`)}`),
  ];
  return parts.length === 0 ? "nothing" : parts.join(", ");
}

function quoted(text: string): string {
  return JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
}
