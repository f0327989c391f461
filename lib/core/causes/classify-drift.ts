import { canonicalEmbeddedJson } from "@/lib/core/json/canonical-embedded-json";
import type { Message } from "@/lib/core/message/message";
import { messageIdentity } from "@/lib/core/message/message-identity";
import type { DriftCause } from "./drift-cause";

/** Two runs that should have been the same: what is held (sampled, or sent) and what was found in its place. */
export interface DivergentRuns {
  /** Decoded text of both runs, from the first divergent token to the end of the message it lies in. */
  readonly heldText: string;
  readonly foundText: string;
  /** The message that the runs belong to, as it is held and as the prompt gives it; null when not known. */
  readonly heldMessage: Message | null;
  readonly foundMessage: Message | null;
  /** The runs begin in the system text or the tools. */
  readonly inHeader: boolean;
  /** The answer before the runs was cut by length or aborted, and they begin at its end. */
  readonly afterTruncation: boolean;
}

/**
 * Names why two runs of tokens differ. The surest signs come first: where the runs lie, then their bytes, then what
 * the two messages say, then what the texts look like.
 *
 * @example
 * classifyDrift({ ...facts, heldText: " Hello", foundText: " Hello" }); // "retokenised"
 */
export function classifyDrift(facts: DivergentRuns): DriftCause {
  const { heldText, foundText, heldMessage, foundMessage } = facts;
  if (facts.inHeader) return "header changed";
  if (facts.afterTruncation) return "truncated anchor";
  if (heldText === foundText) return "retokenised";
  const ofMessages = heldMessage && foundMessage ? classifyMessageChange(heldMessage, foundMessage) : null;
  // A template that drops the reasoning changes more than a client that spells the call after it anew.
  if (ofMessages === "tool call re-serialised" && losesReasoning(heldText, foundText))
    return "reasoning stripped";
  if (ofMessages !== null) return ofMessages;
  if (withoutWhiteSpace(heldText) === withoutWhiteSpace(foundText)) {
    return heldText.includes('{"') ? reSerialisedOrWhiteSpace(heldText, foundText) : "white space";
  }
  if (reSerialisedOrWhiteSpace(heldText, foundText) === "tool call re-serialised")
    return "tool call re-serialised";
  const stripped = withoutWhiteSpace(withoutReasoning(heldText));
  return stripped === withoutWhiteSpace(withoutReasoning(foundText)) ? "reasoning stripped" : "rewritten";
}

/**
 * Names what differs between two messages; null if they are the same to the `exact` matcher.
 *
 * @example
 * classifyMessageChange({ role: "assistant", content: "a " }, { role: "assistant", content: "a" }); // "white space"
 */
export function classifyMessageChange(held: Message, found: Message): DriftCause | null {
  const heldCalls = held.tool_calls ?? [];
  const foundCalls = found.tool_calls ?? [];
  if (messageIdentity(held) === messageIdentity(found)) {
    const spelled = heldCalls.map(argumentsText).join() === foundCalls.map(argumentsText).join();
    return spelled ? null : "tool call re-serialised";
  }
  const sameCalls = identityOf({ tool_calls: heldCalls }) === identityOf({ tool_calls: foundCalls });
  const sameText = trimmed(held.content) === trimmed(found.content);
  if (held.role !== found.role) return "rewritten";
  if (heldCalls.length > foundCalls.length && sameText) return "tool calls dropped";
  if (sameCalls && foundCalls.length > 0 && trimmed(found.content) === "" && !sameText) {
    return "text dropped beside calls";
  }
  if (!sameCalls || !sameText) return "rewritten";
  if (trimmed(held.reasoning_content) !== trimmed(found.reasoning_content)) return "reasoning stripped";
  // Parts are joined by a line break, or by nothing; whoever makes one text of them may do it otherwise.
  const isOfParts = held.content !== found.content && held.content_parts !== found.content_parts;
  return isOfParts ? "content parts" : "white space";
}

function identityOf(fields: Partial<Message>): string {
  return messageIdentity({ role: "assistant", ...fields });
}

function argumentsText(call: NonNullable<Message["tool_calls"]>[number]): string {
  return call.arguments_text ?? "";
}

function trimmed(text: string | null | undefined): string {
  return withoutWhiteSpace(text ?? "");
}

function withoutWhiteSpace(text: string): string {
  return text.replace(/\s+/g, "");
}

function reSerialisedOrWhiteSpace(held: string, found: string): DriftCause {
  const canonical = (text: string) => withoutWhiteSpace(canonicalEmbeddedJson(text));
  return canonical(held) === canonical(found) && outside(held) === outside(found)
    ? "tool call re-serialised"
    : "white space";
}

/** Without what stands between the first brace and the last. Patterns for this take quadratic time on text of braces. */
function outside(text: string): string {
  const first = text.indexOf("{");
  const last = text.lastIndexOf("}");
  return first < 0 || last < first ? text : `${text.slice(0, first)}{}${text.slice(last + 1)}`;
}

function losesReasoning(held: string, found: string): boolean {
  return withoutReasoning(held) !== held && withoutReasoning(found) === found;
}

const OPENS = "<think>";
const CLOSES = "</think>";

/** Reasoning as the families write it; an opening tag can stand before the run, and a closing one after it. */
function withoutReasoning(text: string): string {
  const lastClose = text.lastIndexOf(CLOSES);
  // Only up to the last closing tag does every opening one find its end, and takes no search to the end of the text.
  const closed = lastClose < 0 ? "" : text.slice(0, lastClose + CLOSES.length);
  const kept = closed.replace(/<think>[\s\S]*?<\/think>/g, "");
  const rest = kept.slice(afterLast(kept, CLOSES)) + text.slice(closed.length);
  const open = rest.indexOf(OPENS);
  return open < 0 ? rest : rest.slice(0, open);
}

function afterLast(text: string, part: string): number {
  const at = text.lastIndexOf(part);
  return at < 0 ? 0 : at + part.length;
}
