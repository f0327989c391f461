import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isArray, listOf } from "@/lib/core/json/list-of";
import { isObject, objectOf } from "@/lib/core/json/object-of";

/** Events that end a stream, each with the whole response. */
const ENDS: ReadonlySet<JsonValue | undefined> = new Set([
  "response.completed",
  "response.incomplete",
  "response.failed",
]);

/** To which member of its item the text of an event belongs. */
const TEXT_OF: Readonly<Record<string, "text" | "refusal" | "arguments" | "input" | "summary" | "content">> =
  {
    "response.output_text.delta": "text",
    "response.refusal.delta": "refusal",
    "response.function_call_arguments.delta": "arguments",
    "response.custom_tool_call_input.delta": "input",
    "response.reasoning_summary_text.delta": "summary",
    "response.reasoning_text.delta": "content",
  };

/** An item as far as a stream told of it. */
interface HeldItem {
  item: JsonObject;
  isDone: boolean;
  readonly texts: Map<string, string>;
}

/** The items of a Responses reply, from one response or from the events of a stream, in order of their places. */
export class ResponsesReplyItems {
  /** The whole response, once it came. */
  response: JsonObject | null = null;
  private readonly items = new Map<number, HeldItem>();

  take(document: JsonObject): void {
    const { type = null, output_index: place } = document;
    if (ENDS.has(type)) this.response = objectOf(document.response);
    else if (document.object === "response" || (type === null && isArray(document.output)))
      this.response = document;
    else if (type === "response.output_item.added" || type === "response.output_item.done") {
      const held = this.at(place, type.endsWith("added") ? this.items.size : this.items.size - 1);
      if (!held.isDone) held.item = objectOf(document.item);
      held.isDone ||= type === "response.output_item.done";
    } else this.takeText(typeof type === "string" ? type : "", document);
  }

  /** What the whole response holds; of a stream that was cut, what it told of each item. */
  output(): readonly JsonValue[] {
    const whole = listOf(this.response?.output);
    if (whole.length > 0) return whole;
    return [...this.items]
      .sort(([a], [b]) => a - b)
      .map(([, held]) => (held.isDone ? held.item : begun(held)));
  }

  private takeText(type: string, { output_index: place, delta }: JsonObject): void {
    const member = TEXT_OF[type];
    if (member === undefined || typeof delta !== "string") return;
    const { texts } = this.at(place, this.items.size - 1);
    texts.set(member, (texts.get(member) ?? "") + delta);
  }

  private at(index: JsonValue | undefined, otherwise: number): HeldItem {
    const place = typeof index === "number" ? index : Math.max(0, otherwise);
    const held = this.items.get(place) ?? { item: {}, isDone: false, texts: new Map() };
    this.items.set(place, held);
    return held;
  }
}

/** An item that a cut stream had only begun. */
function begun({ item, texts }: HeldItem): JsonValue {
  const text = texts.get("text");
  const refusal = texts.get("refusal");
  const parts: readonly JsonObject[] = [
    ...(text === undefined ? [] : [{ type: "output_text", text }]),
    ...(refusal === undefined ? [] : [{ type: "refusal", refusal }]),
  ];
  if (isObject(item) && item.type === "reasoning") {
    return { ...item, ...textList(texts, "summary"), ...textList(texts, "content") };
  }
  const { type = "message" } = item;
  const content: JsonObject = parts.length === 0 ? {} : { content: parts };
  return {
    role: "assistant",
    ...item,
    type,
    ...content,
    ...told(texts, "arguments"),
    ...told(texts, "input"),
  };
}

function told(texts: ReadonlyMap<string, string>, member: "arguments" | "input"): JsonObject {
  const text = texts.get(member);
  return text === undefined ? {} : { [member]: text };
}

function textList(texts: ReadonlyMap<string, string>, member: "summary" | "content"): JsonObject {
  const text = texts.get(member);
  return text === undefined ? {} : { [member]: [{ text }] };
}
